package io.sallyport.app.config;

import io.sallyport.adapters.function.FunctionSettings;
import io.sallyport.core.compile.AuthorizerSettings;
import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.JwtOnRest;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.Location;
import io.sallyport.core.executionlog.ExecutionLogSettings;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.edge.tls.Stapling;
import io.sallyport.edge.tls.UpstreamHttp2;
import io.sallyport.edge.wire.Grpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator can set, from the configuration file and the flags, with every default
 * filled in. Each key is explained in {@code docs/configuration.md}.
 *
 * @param endpoints addresses in definitions, and what is called instead
 * @param upstreamTrust a PEM file of authorities trusted for endpoints beside the Java runtime's
 *     own, or null
 * @param functions by ARN or name, how functions are served
 * @param templates what templates are given
 * @param drain how long running requests may take after SIGTERM
 */
public record Configuration(
    Mode mode,
    String region,
    String account,
    Listeners listeners,
    List<Api> apis,
    Map<String, String> endpoints,
    @Nullable Path upstreamTrust,
    UpstreamHttp2 upstreamHttp2,
    Grpc grpc,
    WebSocket webSocket,
    OpenApi31 openApi31,
    JwtOnRest jwtOnRest,
    Map<String, Function> functions,
    TemplateSettings templates,
    Tokens tokens,
    AuthorizerSettings authorizers,
    List<Companion> processes,
    @Nullable AccessLogSettings accessLog,
    @Nullable ExecutionLogFile executionLog,
    Limits limits,
    Duration drain,
    Set<String> allowUnenforced,
    IssuerChoices issuers,
    LocalIssuerSettings localIssuer) {

  public Configuration {
    apis = List.copyOf(apis);
    endpoints = Map.copyOf(endpoints);
    functions = Map.copyOf(functions);
    processes = List.copyOf(processes);
    allowUnenforced = Set.copyOf(allowUnenforced);
  }

  /** The same with other functions. */
  public Configuration with(Map<String, Function> others) {
    return new Configuration(
        mode,
        region,
        account,
        listeners,
        apis,
        endpoints,
        upstreamTrust,
        upstreamHttp2,
        grpc,
        webSocket,
        openApi31,
        jwtOnRest,
        others,
        templates,
        tokens,
        authorizers,
        processes,
        accessLog,
        executionLog,
        limits,
        drain,
        allowUnenforced,
        issuers,
        localIssuer);
  }

  /** What the gateway is run for. */
  public enum Mode {
    /** On a developer's machine: watches files and runs companion processes. */
    DEV,
    /** In earnest. */
    PRODUCTION
  }

  /**
   * What templates are given that they do not have.
   *
   * @param parameters values of parameters by their names
   * @param imports what other stacks export, by the exports' names
   * @param files local files that stand for {@code s3://bucket/key}, by that
   */
  public record TemplateSettings(
      Map<String, String> parameters, Map<String, String> imports, Map<String, Path> files) {

    public TemplateSettings {
      parameters = Map.copyOf(parameters);
      imports = Map.copyOf(imports);
      files = Map.copyOf(files);
    }
  }

  /** How tokens are verified, and what is remembered of them. */
  public record Tokens(JwtAlgorithms algorithms, CryptoProvider provider, TokenCache cache) {}

  /** Which algorithms JWT authorizers accept. */
  public enum JwtAlgorithms {
    /** Those of RSASSA-PKCS1-v1_5, which is what AWS documents. */
    AWS,
    /** Every one with a public key. */
    ALL
  }

  /** What computes signatures. */
  public enum CryptoProvider {
    /** Amazon Corretto Crypto Provider where it is there, else the JDK. */
    CORRETTO,
    JDK
  }

  /** Whether tokens that were found good are remembered. */
  public enum TokenCache {
    ON,
    OFF
  }

  /** Where the gateway listens. */
  public record Listeners(Http http, Https https, Admin admin) {}

  /** The plain HTTP listener. */
  public record Http(String bind, Port port, Location at) {}

  /**
   * The HTTPS listener.
   *
   * @param first the certificate for callers that name no host, or an unknown one; null when it is
   *     not said
   * @param more those for other names
   */
  public record Https(
      String bind,
      Port port,
      @Nullable Certificate first,
      List<Certificate> more,
      Stapling stapling,
      Location at) {

    public Https {
      more = List.copyOf(more);
    }

    /** All of them; without a first one the first of the others is the default. */
    public List<Certificate> certificates() {
      List<Certificate> all = new ArrayList<>(more);
      if (first != null) {
        all.addFirst(first);
      }
      return all;
    }
  }

  /**
   * A certificate of the HTTPS listener.
   *
   * @param cert a PEM file with the certificate and its chain; null when it is not said
   * @param key a PEM file with its private key; null when it is not said
   * @param ocspResponse a file with the OCSP response to staple, or null
   */
  public record Certificate(
      @Nullable Path cert, @Nullable Path key, @Nullable Path ocspResponse, Location at) {}

  /** The admin listener, always on the loopback address. */
  public record Admin(Port port) {}

  /**
   * A definition file of the configuration.
   *
   * @param resource the logical id of the API that is meant of a template; null for all of the file
   * @param id null to derive it from the file's path
   * @param type null to find it in the document
   * @param stage null for the type's default
   */
  public record Api(
      Path file,
      @Nullable String resource,
      @Nullable String id,
      @Nullable ApiType type,
      @Nullable String stage,
      Map<String, String> stageVariables,
      List<String> hosts,
      BasePathMode basePath,
      Location at) {

    public Api {
      stageVariables = Map.copyOf(stageVariables);
      hosts = List.copyOf(hosts);
    }
  }

  /** A function, and where it stands. */
  public record Function(FunctionSettings settings, Location at) {}

  /**
   * A process that runs beside the gateway in {@link Mode#DEV}.
   *
   * @param ready how it is known to be ready, as written; null when starting it is enough
   */
  public record Companion(
      String name, List<String> command, @Nullable String ready, Path directory, Location at) {

    public Companion {
      command = List.copyOf(command);
    }
  }

  /**
   * The local issuer, which stands in for issuers whose keys are {@link IssuerChoices.Local}.
   *
   * @param users the file of users and clients, or null
   * @param tokenLifetime how long a token is valid
   */
  public record LocalIssuerSettings(@Nullable Path users, Duration tokenLifetime, Location at) {}

  /**
   * The access log.
   *
   * @param format null for the preset
   * @param file null for standard output
   */
  public record AccessLogSettings(@Nullable String format, @Nullable Path file, Location at) {}

  /**
   * The execution log.
   *
   * @param file null for standard output
   */
  public record ExecutionLogFile(ExecutionLogSettings settings, @Nullable Path file, Location at) {}
}
