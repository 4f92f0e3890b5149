package io.sallyport.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.app.config.Configuration.Certificate;
import io.sallyport.app.config.Configuration.Mode;
import io.sallyport.app.config.Flags.PlainHttp;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  void refusesPlainHttpBeyondLoopbackThatTheFileAsksFor() {
    Flags flags = flags(null, null, null, PlainHttp.LOOPBACK_ONLY);
    for (String bind : List.of("0.0.0.0", "::", "198.51.100.7")) {
      apply(listening(bind, new Port(0), "127.0.0.1"), flags);
    }
    assertThat(problems.found())
        .hasSize(3)
        .extracting(Problem::id)
        .containsOnly("plain-http-beyond-loopback");
  }

  @Test
  void letsHttpsListenBeyondLoopbackBesidePlainHttpOnLoopback() {
    Flags flags = flags(null, null, null, PlainHttp.LOOPBACK_ONLY);
    Configuration merged = apply(listening("127.0.0.1", new Port(0), "0.0.0.0"), flags);
    assertThat(problems.found()).isEmpty();
    assertThat(merged.listeners().http().bind()).isEqualTo("127.0.0.1");
    assertThat(merged.listeners().https().bind()).isEqualTo("0.0.0.0");
    apply(listening("0.0.0.0", Port.OFF, "0.0.0.0"), flags);
    assertThat(problems.found()).isEmpty();
  }

  @Test
  void putsACertificateOfTheFlagsInThePlaceOfTheDefaultAlone() {
    Flags flags =
        flags(null, null, null, Path.of("flag.pem"), Path.of("flag.key"), PlainHttp.LOOPBACK_ONLY);
    Configuration merged = apply(listening("127.0.0.1", new Port(0), "127.0.0.1"), flags);
    assertThat(merged.listeners().https().certificates())
        .extracting(Certificate::cert, Certificate::key, Certificate::ocspResponse)
        .containsExactly(
            tuple(Path.of("flag.pem"), Path.of("flag.key"), null),
            tuple(Path.of("more.pem"), Path.of("more.key"), null));
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
  void refusesProcessesWhereTheFlagsSayProduction() {
    apply(read("processes: [{name: a, command: b}]"), production());
    assertThat(problems.found()).extracting(Problem::id).containsExactly("processes-in-production");
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
    return apply(ConfigurationReader.defaults(), flags);
  }

  private Configuration apply(Configuration file, Flags flags) {
    return Overrides.apply(file, flags, problems);
  }

  private Configuration listening(String http, Port port, String https) {
    String text =
        """
        listeners:
          http: {bind: "HTTP", port: PORT}
          https:
            bind: "SECURE"
            port: 0
            cert: file.pem
            key: file.key
            ocspResponse: file.ocsp
            certificates: [{cert: more.pem, key: more.key}]
        """
            .replace("HTTP", http)
            .replace("PORT", port.toString())
            .replace("SECURE", https);
    return read(text);
  }

  private Configuration read(String text) {
    Mapping document =
        (Mapping)
            DocumentReader.read(
                    "sallyport.yaml",
                    text.getBytes(StandardCharsets.UTF_8),
                    DocumentLimits.CONFIGURATION,
                    problems)
                .orElseThrow();
    return ConfigurationReader.read(document, Path.of(""), problems);
  }

  private static Flags production() {
    return new Flags(
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        PlainHttp.LOOPBACK_ONLY,
        null,
        null,
        null,
        null,
        Mode.PRODUCTION,
        null,
        Set.of(),
        Map.of());
  }

  private static Flags flags(
      @Nullable String bind, @Nullable Port port, @Nullable Port tlsPort, PlainHttp plainHttp) {
    return flags(bind, port, tlsPort, null, null, plainHttp);
  }

  private static Flags flags(
      @Nullable String bind,
      @Nullable Port port,
      @Nullable Port tlsPort,
      @Nullable Path cert,
      @Nullable Path key,
      PlainHttp plainHttp) {
    return new Flags(
        List.of(),
        null,
        bind,
        port,
        tlsPort,
        cert,
        key,
        plainHttp,
        null,
        null,
        null,
        null,
        null,
        null,
        Set.of("x"),
        Map.of());
  }
}
