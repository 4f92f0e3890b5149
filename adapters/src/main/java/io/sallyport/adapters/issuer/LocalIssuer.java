package io.sallyport.adapters.issuer;

import io.sallyport.core.language.Json;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler;
import io.sallyport.core.pipeline.Times;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Stands in for the issuers of the definitions: signs tokens in their names and publishes the keys,
 * under {@code /idp} of the admin listener.
 *
 * <table>
 * <caption>What it answers</caption>
 * <tr><td>{@code GET /idp}</td><td>which issuers there are</td></tr>
 * <tr><td>{@code GET /idp/{issuer}/.well-known/openid-configuration}</td>
 *     <td>OpenID Connect Discovery 1.0</td></tr>
 * <tr><td>{@code GET /idp/{issuer}/.well-known/jwks.json}</td><td>RFC 7517</td></tr>
 * <tr><td>{@code POST /idp/{issuer}/oauth2/token}</td><td>RFC 6749</td></tr>
 * <tr><td>{@code POST /idp/{issuer}}</td><td>Cognito's InitiateAuth</td></tr>
 * <tr><td>{@code POST /idp}</td><td>{@code sallyport token}</td></tr>
 * </table>
 */
public final class LocalIssuer implements AdminHandler {

  /** The prefix of its paths. */
  public static final String PREFIX = "/idp";

  private final IssuerKeys keys = new IssuerKeys();
  private final TokenMaker maker;
  private volatile Offer offer = new Offer(List.of(), Accounts.NONE, Duration.ofHours(1));

  /**
   * @param ids makes the ids of tokens, each another
   */
  public LocalIssuer(Times times, Supplier<String> ids) {
    this.maker = new TokenMaker(keys, times, ids);
  }

  /**
   * What it serves.
   *
   * @param lifetime of a token
   */
  public record Offer(List<Issuer> issuers, Accounts accounts, Duration lifetime) {

    public Offer {
      issuers = List.copyOf(issuers);
    }
  }

  /** Begins to make keys beside whatever else a start has to do. */
  public void prepare() {
    keys.prepare();
  }

  /** From now on serves {@code later}. Keys stay. */
  public void serve(Offer later) {
    offer = later;
  }

  /**
   * The public keys of the issuer whose {@code iss} is {@code uri}, as a JSON Web Key Set; made
   * when they are first asked for, which takes some tenths of a second.
   */
  public Bytes keys(String uri) {
    return keys.published(new Issuer(uri, Set.of(), List.of()));
  }

  @Override
  public Response handle(AdminRequest request) {
    Offer now = offer;
    Grants grants = new Grants(now.accounts(), now.lifetime());
    String path = request.path().substring(PREFIX.length());
    if (path.isEmpty() || path.equals("/")) {
      return switch (request.method()) {
        case "GET", "HEAD" -> Answers.json(200, list(now.issuers()));
        case "POST" -> new CommandEndpoint(grants, maker).answer(now.issuers(), request);
        default -> Answers.wrongMethod("GET, HEAD, POST");
      };
    }
    int end = path.indexOf('/', 1);
    String name = path.substring(1, end < 0 ? path.length() : end);
    Optional<Issuer> issuer =
        now.issuers().stream().filter(one -> one.name().equals(name)).findFirst();
    return issuer.isEmpty()
        ? Answers.message(404, "there is no issuer `" + name + "`")
        : handle(issuer.get(), end < 0 ? "/" : path.substring(end), now, grants, request);
  }

  private Response handle(
      Issuer issuer, String path, Offer now, Grants grants, AdminRequest request) {
    return switch (path) {
      case "/.well-known/openid-configuration" ->
          read(request, asked -> Discovery.document(issuer, base(asked, issuer)));
      case "/.well-known/jwks.json" -> read(request, _ -> keys.published(issuer).text());
      case "/oauth2/token" ->
          post(request, asked -> new TokenEndpoint(grants, maker).answer(issuer, asked));
      case "/" ->
          post(
              request,
              asked -> new SignInEndpoint(now.accounts(), grants, maker).answer(issuer, asked));
      default -> Answers.message(404, "Not Found");
    };
  }

  /** The listener has seen to it that the host is this machine. */
  private static String base(AdminRequest request, Issuer issuer) {
    return "http://" + request.headers().last("Host") + PREFIX + "/" + issuer.name();
  }

  private static String list(List<Issuer> issuers) {
    return issuers.stream()
        .map(issuer ->
            "{\"name\":"
                + Json.quote(issuer.name())
                + ",\"issuer\":"
                + Json.quote(issuer.uri())
                + "}")
        .collect(Collectors.joining(",", "{\"issuers\":[", "]}"));
  }

  private static Response read(AdminRequest request, Function<AdminRequest, String> answer) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    return reads ? Answers.json(200, answer.apply(request)) : Answers.wrongMethod("GET, HEAD");
  }

  private static Response post(AdminRequest request, Function<AdminRequest, Response> answer) {
    return request.method().equals("POST") ? answer.apply(request) : Answers.wrongMethod("POST");
  }
}
