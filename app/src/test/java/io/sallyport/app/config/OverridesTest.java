package io.sallyport.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.app.config.Flags.PlainHttp;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverridesTest {

  private final Problems problems = new Problems(Set.of());

  @Test
  void refusesPlainHttpBeyondLoopback() {
    apply(flags("0.0.0.0", null, null, PlainHttp.LOOPBACK_ONLY));
    assertThat(problems.found())
        .extracting(Problem::id)
        .containsExactly("plain-http-beyond-loopback");
  }

  @Test
  void letsPlainHttpBeyondLoopbackPassWhenAskedTo() {
    apply(flags("0.0.0.0", null, null, PlainHttp.ANYWHERE));
    assertThat(problems.found()).isEmpty();
  }

  @Test
  void refusesHttpsWithoutACertificate() {
    apply(flags(null, null, new Port(0), PlainHttp.LOOPBACK_ONLY));
    assertThat(problems.found()).extracting(Problem::id).containsExactly("no-certificate");
  }

  @Test
  void refusesToServeNothing() {
    apply(flags(null, Port.OFF, null, PlainHttp.LOOPBACK_ONLY));
    assertThat(problems.found()).extracting(Problem::id).containsExactly("no-listener");
  }

  @Test
  void refusesAnAddressThatIsNone() {
    apply(flags("not an address", null, null, PlainHttp.LOOPBACK_ONLY));
    assertThat(problems.found()).extracting(Problem::id).contains("wrong-value");
  }

  @Test
  void putsFlagsOverTheFile() {
    Configuration merged = apply(flags("127.0.0.9", new Port(1), null, PlainHttp.LOOPBACK_ONLY));
    assertThat(merged.listeners().http().bind()).isEqualTo("127.0.0.9");
    assertThat(merged.listeners().http().port()).isEqualTo(new Port(1));
    assertThat(merged.allowUnenforced()).containsExactly("x");
  }

  @Test
  void derivesTheIdFromThePlaceOfTheFileAlone() {
    String id = ApiIds.derive(Path.of("examples/pets"), Path.of("examples/pets/openapi.yaml"));
    assertThat(id).matches("[a-z0-9]{10}");
    assertThat(ApiIds.derive(Path.of("/elsewhere"), Path.of("/elsewhere/openapi.yaml")))
        .isEqualTo(id);
    assertThat(ApiIds.derive(Path.of("/elsewhere"), Path.of("/elsewhere/other.yaml")))
        .isNotEqualTo(id);
  }

  private Configuration apply(Flags flags) {
    return Overrides.apply(ConfigurationReader.defaults(), flags, problems);
  }

  private static Flags flags(
      @Nullable String bind, @Nullable Port port, @Nullable Port tlsPort, PlainHttp plainHttp) {
    return new Flags(
        List.of(),
        null,
        bind,
        port,
        tlsPort,
        null,
        null,
        plainHttp,
        null,
        null,
        null,
        null,
        null,
        null,
        Set.of("x"));
  }
}
