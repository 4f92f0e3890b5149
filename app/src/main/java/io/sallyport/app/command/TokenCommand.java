package io.sallyport.app.command;

import io.sallyport.app.gateway.Streams;
import io.sallyport.core.language.PercentCoding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code token}: has a running gateway's local issuer make a token, and prints it. */
@Command(
    name = "token",
    description = {
      "Prints a token of a running gateway's local issuer, and nothing else on stdout.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Without --password none is asked for: who may run this can read the file of users.",
      "",
      "Examples:",
      "  sallyport token --user alice",
      "  sallyport token --user alice --access --scope 'pets/read pets/write'",
      "  curl -H \"Authorization: $(sallyport token --user alice)\" localhost:8080/prod/pets"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the token is printed", "2:there is none, for the reason on stderr"})
final class TokenCommand implements Callable<Integer> {

  private static final int REFUSED = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--user", paramLabel = "NAME", description = "Who the token is about.")
  @Nullable String user;

  @Option(
      names = "--password",
      paramLabel = "WORD",
      description = "Checked when given; without it none is asked for.")
  @Nullable String password;

  @Option(
      names = {"--pool", "--issuer"},
      paramLabel = "P",
      description =
          "A user pool's id or ARN, an issuer's URL, or an authorizer's name (default: the only"
              + " one).")
  @Nullable String issuer;

  @Option(
      names = "--client",
      paramLabel = "ID",
      description = "The client it is made for (default: the authorizer's first audience).")
  @Nullable String client;

  @Option(
      names = "--scope",
      paramLabel = "\"A B\"",
      description = "Scopes, parted by spaces; repeatable. Makes it an access token.")
  List<String> scopes = List.of();

  @Option(
      names = "--groups",
      paramLabel = "G",
      split = ",",
      description = "Groups in place of the user's; repeatable.")
  List<String> groups = List.of();

  @Option(
      names = "--audience",
      paramLabel = "A",
      description = "What `aud` of an access token says.")
  @Nullable String audience;

  @ArgGroup Kind kind = new Kind();

  @Option(
      names = "--lifetime",
      paramLabel = "TIME",
      converter = LifetimeOf.class,
      description = "How long it is valid, 1s to 24h (default: `localIssuer.tokenLifetime`).")
  @Nullable Duration lifetime;

  @Option(
      names = "--admin",
      paramLabel = "ADDRESS",
      converter = AdminOf.class,
      description = "The gateway's admin listener (default: 127.0.0.1:9901).")
  String admin = "127.0.0.1:9901";

  /** One of both, or what the authorizer probably takes. */
  static final class Kind {
    @Option(names = "--access", description = "An access token.")
    boolean access;

    @Option(
        names = "--id",
        description = "An ID token (default for a user of a Cognito user pool without --scope).")
    boolean id;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (user == null && client == null) {
      throw new ParameterException(
          spec.commandLine(), "nobody is named: give --user NAME, or --client ID for the client's");
    }
    Streams streams = Streams.system();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      return print(http.send(request(), BodyHandlers.ofString()), streams);
    } catch (IOException e) {
      return refuse("no gateway answers at `" + admin + "`: is one running there?", streams);
    }
  }

  private int print(HttpResponse<String> answer, Streams streams) {
    return switch (answer.statusCode()) {
      case 200 -> {
        streams.out().print(answer.body());
        streams.out().flush();
        yield 0;
      }
      case 404 ->
          refuse(
              "the gateway at `"
                  + admin
                  + "` has no local issuer, expected `issuers` with `local:"
                  + " true` in its configuration",
              streams);
      default -> refuse(answer.body().strip(), streams);
    };
  }

  private static int refuse(String reason, Streams streams) {
    streams.err().println("sallyport: " + reason);
    return REFUSED;
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(URI.create("http://" + admin + "/idp"))
        .timeout(PATIENCE)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Sallyport-Command", "token")
        .POST(BodyPublishers.ofString(form()))
        .build();
  }

  private String form() {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("username", user);
    parameters.put("password", password);
    parameters.put("issuer", issuer);
    parameters.put("client_id", client);
    parameters.put("scope", String.join(" ", scopes));
    parameters.put("groups", String.join(" ", groups));
    parameters.put("audience", audience);
    parameters.put("token", kind.access ? "access" : kind.id ? "id" : null);
    parameters.put("lifetime", lifetime == null ? null : Long.toString(lifetime.toSeconds()));
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getValue() != null)
        .map(parameter ->
            parameter.getKey() + "=" + PercentCoding.encode(String.valueOf(parameter.getValue())))
        .collect(Collectors.joining("&"));
  }

  private static final class AdminOf extends FormOf {
    AdminOf() {
      super("(localhost|127\\.0\\.0\\.1|\\[::1\\]):[0-9]{1,5}", "expected `127.0.0.1:PORT`");
    }
  }
}
