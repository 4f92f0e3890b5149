package io.sallyport.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.adapters.function.FunctionSettings;
import io.sallyport.app.config.Configuration.AccessLogSettings;
import io.sallyport.app.config.Configuration.Admin;
import io.sallyport.app.config.Configuration.Certificate;
import io.sallyport.app.config.Configuration.CryptoProvider;
import io.sallyport.app.config.Configuration.ExecutionLogFile;
import io.sallyport.app.config.Configuration.Function;
import io.sallyport.app.config.Configuration.JwtAlgorithms;
import io.sallyport.app.config.Configuration.Mode;
import io.sallyport.app.config.Configuration.TemplateSettings;
import io.sallyport.app.config.Configuration.TokenCache;
import io.sallyport.app.config.Configuration.Tokens;
import io.sallyport.core.compile.AuthorizerSettings;
import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.JwtOnRest;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problem.Allowance;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.executionlog.ExecutionLogSettings;
import io.sallyport.core.executionlog.ExecutionLogSettings.DataTrace;
import io.sallyport.core.executionlog.ExecutionLogSettings.Level;
import io.sallyport.core.executionlog.Masking;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.edge.tls.Stapling;
import io.sallyport.edge.tls.UpstreamHttp2;
import io.sallyport.edge.wire.Grpc;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {

  private final Problems problems = new Problems(Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          moed: dev                             | 1 | 1  | unknown-property | `moed` is not a property of the configuration | mode
          mode: prod                            | 1 | 7  | wrong-value | `prod` is not known |
          account: 12                           | 1 | 10 | wrong-value | expected an account id of twelve digits |
          drain: 10                             | 1 | 8  | wrong-value | expected a time such as `5s` or `100ms` |
          drain: 2d                             | 1 | 8  | wrong-value | expected a time |
          limits: {body: 10}                    | 1 | 16 | wrong-value | expected a size such as `16KB` or `10MB` |
          limits: {body: 9TB}                   | 1 | 16 | wrong-value | expected a size |
          limits: {headers: 10KB}               | 1 | 10 | unknown-property | `headers` is not a property of `limits` |
          limits: {headerCount: 0}              | 1 | 23 | wrong-value | from `1` to `10000` |
          limits: {headerTimeout: 0s}           | 1 | 25 | wrong-value | from `1ms` |
          listeners: {http: {port: 65536}}      | 1 | 26 | wrong-value | expected a port from `0` to `65535` or `off` |
          listeners: {http: {prot: 1}}          | 1 | 20 | unknown-property | `prot` is not a property of `listeners.http` | port
          listeners: {admin: {bind: 0.0.0.0}}   | 1 | 27 | wrong-value | the admin listener binds `127.0.0.1` only |
          listeners: {https: {certificates: [{cert: a}]}} | 1 | 36 | missing-property | `key` is missing |
          listeners: {https: {stapling: on}}    | 1 | 31 | wrong-value | `on` is not known |
          listeners: {https: {certs: []}}       | 1 | 21 | unknown-property | `certs` is not a property of `listeners.https` | cert
          listeners: []                         | 1 | 12 | wrong-type | expected a mapping |
          apis: [{id: a}]                       | 1 | 8  | missing-property | `file` is missing |
          apis: [{file: a, id: A_B}]            | 1 | 22 | wrong-value | expected an API id of lower-case letters and digits |
          apis: [{file: a, type: soap}]         | 1 | 24 | wrong-value | `soap` is not known |
          apis: [{file: a, stage: a/b}]         | 1 | 25 | wrong-value | expected a stage name |
          apis: [{file: a, basePath: keep}]     | 1 | 28 | wrong-value | `keep` is not known |
          processes: [{name: a}]                | 1 | 13 | missing-property | `command` is missing |
          processes: [{name: a, command: ''}]   | 1 | 32 | wrong-value | the command is empty |
          processes: [{name: a, command: b, ready: soon}] | 1 | 42 | wrong-value | expected `http://host:port/path`, `tcp:host:port` or `log:text` |
          executionLog: {level: info}           | 1 | 15 | missing-property | `file` is missing |
          executionLog: {file: a, level: debug} | 1 | 32 | wrong-value | `debug` is not known |
          executionLog: {file: a, dataTrace: on} | 1 | 36 | wrong-value | at level `info` only |
          executionLog: {file: a, mask: some}   | 1 | 31 | wrong-value | `some` is not known |
          executionLog: {file: a, levle: info}  | 1 | 25 | unknown-property | `levle` is not a property of `executionLog` | level
          upstreamHttp2: on                     | 1 | 16 | wrong-value | `on` is not known |
          grpc: passed                          | 1 | 7  | wrong-value | `passed` is not known |
          webSocket: on                         | 1 | 12 | wrong-value | `on` is not known |
          authorizers: {staleIfError: 2h}       | 1 | 29 | wrong-value | from `0ms` to `3600s` |
          authorizers: {resultLimit: 1B}        | 1 | 28 | wrong-value | from `1024B` to `6291456B` |
          authorizers: {cacheSize: 1KB}         | 1 | 26 | wrong-value | from `1048576B` |
          authorizers: {stale: 1s}              | 1 | 15 | unknown-property | `stale` is not a property of `authorizers` |
          limits: {webSocketIdle: 25h}          | 1 | 25 | wrong-value | from `1ms` to `86400s` |
          issuers: []                           | 1 | 10 | wrong-type | expected a mapping |
          issuers: {pool: {local: true}}        | 1 | 11 | wrong-value | `pool` is not an issuer, expected its URL, the ARN or id of a user pool, or `default` |
          issuers: {default: {}}                | 1 | 20 | wrong-value | expected exactly one of `local`, `discovery` and `jwks`, found `0` |
          issuers: {default: {local: true, jwks: 'https://a'}} | 1 | 20 | wrong-value | found `2` |
          issuers: {default: {local: false}}    | 1 | 28 | wrong-value | expected `true`, or leave the issuer out |
          issuers: {default: {locla: true, jwks: 'https://a.example'}} | 1 | 21 | unknown-property | `locla` is not a property of an issuer | local
          issuers: {default: {jwks: 'http://keys.example'}} | 1 | 27 | wrong-value | expected an `https` URL, or an `http` one on this machine |
          issuers: {default: {discovery: 'ftp://a'}} | 1 | 32 | wrong-value | expected an `https` URL |
          issuers: {eu-west-1_A: {local: true}, 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A': {local: true}} | 1 | 39 | duplicate-issuer | which is named already |
          localIssuer: {tokenLifetime: 25h}     | 1 | 30 | wrong-value | from `1000ms` to `86400s` |
          localIssuer: {user: a}                | 1 | 15 | unknown-property | `user` is not a property of `localIssuer` | users
          openapi31: yes                        | 1 | 12 | wrong-value | `yes` is not known |
          """)
  void refusesWithThePlace(
      String text, int line, int column, String id, String message, String suggestion) {
    read(text);
    assertThat(problems.found()).hasSize(1);
    Problem problem = problems.found().getFirst();
    assertThat(problem.id()).isEqualTo(id);
    assertThat(problem.message()).contains(message);
    assertThat(problem.at().file()).isEqualTo("sallyport.yaml");
    assertThat(problem.at().line()).isEqualTo(line);
    assertThat(problem.at().column()).isEqualTo(column);
    assertThat(problem.suggestion()).isEqualTo(suggestion);
  }

  @Test
  void refusesProcessesInProductionAndTwoOfOneName() {
    read("mode: production\nprocesses: [{name: a, command: b}, {name: a, command: b}]");
    assertThat(problems.found())
        .extracting(Problem::id)
        .containsExactlyInAnyOrder("processes-in-production", "duplicate-process");
  }

  @Test
  void refusesWhatIsNotEnforcedUnlessItIsLetPassByName() {
    read("trustedProxies: [10.0.0.0/8]");
    assertThat(problems.found())
        .allMatch(problem -> problem.allowance() == Allowance.BY_ID)
        .extracting(Problem::id)
        .containsExactly("trusted-proxies-not-enforced");
  }

  @Test
  void reportsEveryMistakeAtOnce() {
    read("mode: prod\ndrain: x\nlimits: {body: 1}\nnonsense: 1");
    assertThat(problems.found()).hasSize(4);
  }

  @Test
  void pinsEveryDefault() {
    Configuration defaults = ConfigurationReader.defaults();
    assertThat(defaults.mode()).isEqualTo(Mode.DEV);
    assertThat(defaults.issuers().byIssuer()).isEmpty();
    assertThat(defaults.issuers().others()).isNull();
    assertThat(defaults.issuers().hasLocal()).isFalse();
    assertThat(defaults.localIssuer().users()).isNull();
    assertThat(defaults.localIssuer().tokenLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(defaults.region()).isEqualTo("us-east-1");
    assertThat(defaults.account()).isEqualTo("123456789012");
    assertThat(defaults.listeners().http().bind()).isEqualTo("127.0.0.1");
    assertThat(defaults.listeners().http().port()).isEqualTo(new Port(8080));
    assertThat(defaults.listeners().https().bind()).isEqualTo("127.0.0.1");
    assertThat(defaults.listeners().https().port()).isEqualTo(Port.OFF);
    assertThat(defaults.listeners().https().first()).isNull();
    assertThat(defaults.listeners().https().more()).isEmpty();
    assertThat(defaults.listeners().https().stapling()).isEqualTo(Stapling.OFF);
    assertThat(defaults.listeners().admin()).isEqualTo(new Admin(new Port(9901)));
    assertThat(defaults.apis()).isEmpty();
    assertThat(defaults.endpoints()).isEmpty();
    assertThat(defaults.upstreamTrust()).isNull();
    assertThat(defaults.upstreamHttp2()).isEqualTo(UpstreamHttp2.OFF);
    assertThat(defaults.grpc()).isEqualTo(Grpc.OFF);
    assertThat(defaults.webSocket()).isEqualTo(WebSocket.REFUSED);
    assertThat(defaults.openApi31()).isEqualTo(OpenApi31.REFUSED);
    assertThat(defaults.jwtOnRest()).isEqualTo(JwtOnRest.REFUSED);
    assertThat(defaults.functions()).isEmpty();
    assertThat(defaults.templates()).isEqualTo(new TemplateSettings(Map.of(), Map.of(), Map.of()));
    assertThat(defaults.tokens())
        .isEqualTo(new Tokens(JwtAlgorithms.ALL, CryptoProvider.CORRETTO, TokenCache.ON));
    assertThat(defaults.authorizers())
        .isEqualTo(new AuthorizerSettings(Duration.ZERO, 8_192, 67_108_864));
    assertThat(defaults.processes()).isEmpty();
    assertThat(defaults.accessLog()).isNull();
    assertThat(defaults.executionLog()).isNull();
    assertThat(read("executionLog: {file: a}").executionLog())
        .extracting(ExecutionLogFile::settings)
        .isEqualTo(new ExecutionLogSettings(Level.ERROR, DataTrace.OFF, Masking.WHOLE));
    assertThat(defaults.drain()).isEqualTo(Duration.ofSeconds(10));
    assertThat(defaults.allowUnenforced()).isEmpty();
    assertThat(defaults.limits()).isEqualTo(Limits.defaults());
    assertThat(Configuration.class.getRecordComponents()).hasSize(24);
  }

  @Test
  void pinsEveryDefaultLimit() {
    assertThat(Limits.defaults(3, 400))
        .isEqualTo(
            new Limits(
                3,
                20_000,
                10_240,
                10_240,
                100,
                32_768,
                1_048_576,
                10_485_760,
                100,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                512,
                Duration.ofSeconds(50),
                16_777_216,
                Duration.ofMinutes(10),
                Duration.ofHours(2)));
  }

  @Test
  void readsEveryKey() {
    Configuration read =
        read(
            """
            mode: dev
            region: eu-central-1
            account: "210987654321"
            listeners:
              http: {bind: 127.0.0.2, port: off}
              https:
                bind: 127.0.0.3
                port: 8443
                cert: tls/cert.pem
                key: tls/key.pem
                ocspResponse: tls/cert.ocsp
                certificates: [{cert: tls/other.pem, key: tls/other.key}]
                stapling: fetch
              admin: {port: 0}
            apis:
              - file: pets.yaml
                id: abc
                type: http
                stage: v1
                stageVariables: {a: b}
                hosts: [API.example.com]
                basePath: prepend
            endpoints: {"https://a": "http://b"}
            upstreamTrust: ca.pem
            upstreamHttp2: offered
            grpc: on
            webSocket: passed
            authorizers: {staleIfError: 30s, resultLimit: 16KB, cacheSize: 128MB}
            openapi31: read
            jwtOnRest: enforced
            functions:
              default: {endpoint: "http://localhost:3001"}
            jwtAlgorithms: aws
            cryptoProvider: jdk
            tokenCache: off
            processes:
              - {name: a, command: '${java} -jar "my app.jar"', ready: 'log:up'}
            accessLog: {format: $context.requestId, file: access.log}
            executionLog: {file: stdout, level: info, dataTrace: on, mask: last-six}
            limits: {body: 2MB, keepAlive: 5m, webSocketIdle: 1m, webSocketLifetime: 24h}
            drain: 100ms
            allowUnenforced: [x]
            issuers:
              default: {local: true}
              arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_A: {jwks: 'https://keys.example/a'}
              'http://idp:8080/realms/a': {discovery: 'http://127.0.0.1:8080/realms/a/.well-known/openid-configuration'}
            localIssuer: {users: users.yaml, tokenLifetime: 5m}
            """);
    assertThat(problems.found()).isEmpty();
    assertThat(read.upstreamHttp2()).isEqualTo(UpstreamHttp2.OFFERED);
    assertThat(read.grpc()).isEqualTo(Grpc.ON);
    assertThat(read.webSocket()).isEqualTo(WebSocket.PASSED);
    assertThat(read.authorizers())
        .isEqualTo(new AuthorizerSettings(Duration.ofSeconds(30), 16_384, 134_217_728));
    assertThat(read.region()).isEqualTo("eu-central-1");
    assertThat(read.account()).isEqualTo("210987654321");
    assertThat(read.listeners().http().port()).isEqualTo(Port.OFF);
    assertThat(read.listeners().https().bind()).isEqualTo("127.0.0.3");
    assertThat(read.listeners().https().certificates())
        .extracting(Certificate::cert, Certificate::key, Certificate::ocspResponse)
        .containsExactly(
            tuple(
                Path.of("conf/tls/cert.pem"),
                Path.of("conf/tls/key.pem"),
                Path.of("conf/tls/cert.ocsp")),
            tuple(Path.of("conf/tls/other.pem"), Path.of("conf/tls/other.key"), null));
    assertThat(read.listeners().https().stapling()).isEqualTo(Stapling.FETCH);
    assertThat(read.apis().getFirst().file()).isEqualTo(Path.of("conf/pets.yaml"));
    assertThat(read.apis().getFirst().type()).isEqualTo(ApiType.HTTP);
    assertThat(read.apis().getFirst().hosts()).containsExactly("api.example.com");
    assertThat(read.apis().getFirst().basePath()).isEqualTo(BasePathMode.PREPEND);
    assertThat(read.endpoints()).isEqualTo(Map.of("https://a", "http://b"));
    assertThat(read.openApi31()).isEqualTo(OpenApi31.READ);
    assertThat(read.jwtOnRest()).isEqualTo(JwtOnRest.ENFORCED);
    assertThat(read.functions().get("default"))
        .extracting(Function::settings)
        .isEqualTo(new FunctionSettings.Endpoint(URI.create("http://localhost:3001")));
    assertThat(read.tokens())
        .isEqualTo(new Tokens(JwtAlgorithms.AWS, CryptoProvider.JDK, TokenCache.OFF));
    assertThat(read.processes().getFirst().command())
        .isEqualTo(List.of(System.getProperty("java.home") + "/bin/java", "-jar", "my app.jar"));
    assertThat(read.accessLog())
        .extracting(AccessLogSettings::file)
        .isEqualTo(Path.of("conf/access.log"));
    assertThat(read.executionLog()).extracting(ExecutionLogFile::file).isNull();
    assertThat(read.executionLog())
        .extracting(ExecutionLogFile::settings)
        .isEqualTo(new ExecutionLogSettings(Level.INFO, DataTrace.ON, Masking.LAST_SIX));
    assertThat(read.limits().body()).isEqualTo(2 * 1024 * 1024);
    assertThat(read.limits().keepAlive()).isEqualTo(Duration.ofMinutes(5));
    assertThat(read.limits().webSocketIdle()).isEqualTo(Duration.ofMinutes(1));
    assertThat(read.limits().webSocketLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(read.drain()).isEqualTo(Duration.ofMillis(100));
    assertThat(read.allowUnenforced()).containsExactly("x");
    assertThat(read.issuers().isLocal("https://anybody.example")).isTrue();
    assertThat(read.issuers().of("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A"))
        .isEqualTo(new IssuerChoices.Jwks(URI.create("https://keys.example/a")));
    assertThat(read.issuers().of("http://idp:8080/realms/a"))
        .isEqualTo(
            new IssuerChoices.Discovery(
                URI.create("http://127.0.0.1:8080/realms/a/.well-known/openid-configuration")));
    assertThat(read.localIssuer().users()).isEqualTo(Path.of("conf/users.yaml"));
    assertThat(read.localIssuer().tokenLifetime()).isEqualTo(Duration.ofMinutes(5));
  }

  private Configuration read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Mapping document =
        (Mapping)
            DocumentReader.read("sallyport.yaml", bytes, DocumentLimits.CONFIGURATION, problems)
                .orElseThrow();
    return ConfigurationReader.read(document, Path.of("conf"), problems);
  }
}
