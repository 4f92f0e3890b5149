package io.sallyport.core.compile;

import static io.sallyport.core.compile.Authorizing.allow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Identity sources that are sent more than once. The function is given each value, so whoever sends
 * two is not taken for whoever sends one that looks like both.
 */
class RepeatedIdentityTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aHeaderSentTwiceWithNothingInItIsNoIdentity(Kind kind) {
    Authorizing api = Authorizing.with(kind);
    api.function.returns(allow("*"));
    Running running = api.run();

    for (String[] headers :
        new String[][] {{}, {"Auth", ""}, {"Auth", "", "auth", ""}, {"Auth", "", "X", "y"}}) {
      Running.Sent sent = running.get(path(kind), headers);
      assertThat(sent.status()).isEqualTo(401);
      Refusal refusal = sent.end().refusal();
      assertThat(refusal).extracting(Refusal::fault).isEqualTo(Fault.CALLER);
      assertThat(refusal)
          .extracting(Refusal::reason)
          .isEqualTo("the request lacks an identity source");
    }
    assertThat(api.function.calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aHeaderSentTwiceIsNotTheOneWithAComma(Kind kind) {
    Authorizing api = Authorizing.with(kind);
    api.function.returns(answer(kind, "Allow", true));
    Running running = api.run();
    assertThat(isIn(running.get(path(kind), "Auth", "a", "Auth", "b"))).isTrue();

    api.function.returns(answer(kind, "Deny", false));
    assertThat(running.get(path(kind), "Auth", "a,b").status()).isEqualTo(403);
    assertThat(running.get(path(kind), "Auth", "a", "Auth", "", "Auth", "b").status())
        .isEqualTo(403);
    assertThat(isIn(running.get(path(kind), "Auth", "a", "auth", "b"))).as("kept").isTrue();
    assertThat(api.function.calls()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "TOKEN")
  void aQueryParameterSentTwiceIsNotTheOneWithAComma(Kind kind) {
    String request = kind == Kind.REQUEST ? "method.request" : "$request";
    Authorizing api = Authorizing.with(kind).sources(request + ".querystring.who");
    api.function.returns(answer(kind, "Allow", true));
    Running running = api.run();
    assertThat(isIn(running.get(path(kind) + "?who=a&who=b"))).isTrue();

    api.function.returns(answer(kind, "Deny", false));
    assertThat(running.get(path(kind) + "?who=a,b").status()).isEqualTo(403);
    assertThat(running.get(path(kind) + "?who=&who=").status()).isEqualTo(401);
    assertThat(api.function.calls()).hasSize(2);
  }

  /** Whether the request went beyond its authorizer; an HTTP API's then waits for its endpoint. */
  private static boolean isIn(Running.Sent sent) {
    return sent.exchange.identity() != null && sent.exchange.refusal() == null;
  }

  private static String path(Kind kind) {
    return kind == Kind.TOKEN || kind == Kind.REQUEST ? "/prod/a" : "/a";
  }

  private static String answer(Kind kind, String effect, boolean isAuthorized) {
    return kind == Kind.REQUEST_2_0_SIMPLE
        ? "{\"isAuthorized\":" + isAuthorized + "}"
        : Authorizing.policy(effect, "*");
  }
}
