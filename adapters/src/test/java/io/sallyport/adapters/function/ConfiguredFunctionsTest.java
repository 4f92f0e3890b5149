package io.sallyport.adapters.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.adapters.function.FunctionSettings.Aws;
import io.sallyport.adapters.function.FunctionSettings.Endpoint;
import io.sallyport.adapters.function.invoke.InvokeClient;
import io.sallyport.adapters.function.process.FunctionHost;
import io.sallyport.core.pipeline.LambdaFunction;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredFunctionsTest {

  private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:hello";
  private static final FunctionSettings SERVED = new Endpoint(URI.create("http://localhost:1"));

  @Test
  void findsNothingWhereNothingIsConfigured() {
    assertThat(functions(Map.of()).find("hello")).isEmpty();
    assertThat(functions(Map.of("other", SERVED)).find(ARN)).isEmpty();
  }

  @Test
  void findsAFunctionByEachOfItsNames() {
    for (String name : new String[] {ARN, ARN + ":live", "hello", "hello:live", "default"}) {
      assertThat(functions(Map.of(name, SERVED)).find(ARN + ":live")).as(name).isPresent();
    }
    assertThat(functions(Map.of(ARN, SERVED)).find("hello")).isPresent();
  }

  @Test
  void keepsQualifiersRegionsAndAccountsApart() {
    assertThat(functions(Map.of(ARN + ":live", SERVED)).find(ARN)).isEmpty();
    assertThat(functions(Map.of(ARN + ":live", SERVED)).find(ARN + ":other")).isEmpty();
    assertThat(functions(Map.of(ARN, SERVED)).find(ARN.replace("eu-west", "us-east"))).isEmpty();
    assertThat(functions(Map.of(ARN, SERVED)).find(ARN.replace("123456", "654321"))).isEmpty();
  }

  @Test
  void refusesWhatIsNoName() {
    ConfiguredFunctions functions = functions(Map.of("default", SERVED));
    assertThat(functions.find("")).isEmpty();
    assertThat(functions.find("a b")).isEmpty();
    assertThat(functions.find("arn:aws:lambda:evil.example/:123456789012:function:a")).isEmpty();
    assertThat(functions.find("arn:aws:s3:::bucket")).isEmpty();
    assertThat(functions.find("../../other")).isEmpty();
  }

  @Test
  void isOneFunctionHoweverItIsCalled() {
    ConfiguredFunctions functions = functions(Map.of("default", SERVED, "a", Aws.AWS));
    LambdaFunction found = functions.find(ARN).orElseThrow();
    assertThat(functions.find("hello")).containsSame(found);
    assertThat(functions.find(ARN + ":live").orElseThrow()).isNotSameAs(found);
    assertThat(functions.find("a")).isPresent();
  }

  private static ConfiguredFunctions functions(Map<String, FunctionSettings> configured) {
    return new ConfiguredFunctions(
        configured,
        "eu-west-1",
        "123456789012",
        new FunctionHost(Map.of(), FunctionHost.Watching.OFF, _ -> {}),
        new InvokeClient());
  }
}
