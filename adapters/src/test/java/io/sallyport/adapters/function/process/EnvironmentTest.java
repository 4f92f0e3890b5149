package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.adapters.function.process.ProcessSettings.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function's process gets of the gateway: nothing that is the gateway's own. */
@Tag("node")
class EnvironmentTest {

  @TempDir private Path folder;
  private Local local;

  @BeforeEach
  void begin() throws IOException {
    local =
        new Local(folder)
            .gateway("AWS_SECRET_ACCESS_KEY", "the-gateways")
            .gateway("AWS_PROFILE", "operator")
            .gateway("DATABASE_PASSWORD", "secret")
            .node("exports.handler = async () => process.env;");
  }

  @AfterEach
  void end() {
    local.close();
  }

  @Test
  void hasNothingOfTheGateways() {
    assertThat(Calling.payload(local.env(Map.of("TABLE", "t")).function(), "{}"))
        .doesNotContain("the-gateways", "operator", "DATABASE_PASSWORD", "secret\"")
        .contains("\"TABLE\":\"t\"", "\"PATH\":", "\"AWS_EC2_METADATA_DISABLED\":\"true\"")
        .contains(
            "\"AWS_SHARED_CREDENTIALS_FILE\":\"/dev/null\"", "\"AWS_CONFIG_FILE\":\"/dev/null\"");
  }

  @Test
  void hasTheGatewaysCredentialsWhereTheConfigurationSaysSo() {
    assertThat(Calling.payload(local.credentials(Credentials.ENVIRONMENT).function(), "{}"))
        .contains("\"AWS_SECRET_ACCESS_KEY\":\"the-gateways\"", "\"AWS_PROFILE\":\"operator\"")
        .doesNotContain("DATABASE_PASSWORD", "AWS_SHARED_CREDENTIALS_FILE");
  }

  @Test
  void hasWhatLambdaSets() {
    assertThat(Calling.payload(local.function(), "{}"))
        .contains(
            "\"AWS_REGION\":\"eu-west-1\"",
            "\"AWS_DEFAULT_REGION\":\"eu-west-1\"",
            "\"_HANDLER\":\"app.handler\"",
            "\"LAMBDA_TASK_ROOT\":\"" + folder + "\"",
            "\"AWS_LAMBDA_FUNCTION_NAME\":\"hello\"",
            "\"AWS_LAMBDA_FUNCTION_VERSION\":\"$LATEST\"",
            "\"AWS_LAMBDA_FUNCTION_MEMORY_SIZE\":\"128\"",
            "\"TZ\":\":UTC\"");
  }

  @Test
  void hasNoInputAndNoDescriptorOfTheGateways() throws IOException {
    local.node(
        "const fs = require('fs');",
        "exports.handler = async () => {",
        "  const own = fs.readdirSync('/proc/self/fd').map((n) => { try { return"
            + " fs.readlinkSync('/proc/self/fd/' + n); } catch { return ''; } });",
        "  return [fs.readFileSync(0).length, own.filter((n) => n.startsWith('/') &&"
            + " !n.startsWith('/dev/') && !n.startsWith('/proc/'))];",
        "};");
    assertThat(Calling.payload(local.function(), "{}")).isEqualTo("[0,[]]");
  }
}
