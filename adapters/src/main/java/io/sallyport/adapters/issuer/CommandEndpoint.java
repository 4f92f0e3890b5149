package io.sallyport.adapters.issuer;

import io.sallyport.adapters.issuer.Issuer.Shape;
import io.sallyport.adapters.issuer.TokenMaker.Made;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler.AdminRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code sallyport token} with the token alone, or with one sentence. It takes no password,
 * so it takes a header that no page of a browser can send without being asked first.
 */
final class CommandEndpoint {

  static final String HEADER = "Sallyport-Command";

  private final Grants grants;
  private final TokenMaker maker;

  CommandEndpoint(Grants grants, TokenMaker maker) {
    this.grants = grants;
    this.maker = maker;
  }

  Response answer(List<Issuer> issuers, AdminRequest request) {
    if (!"token".equals(request.headers().last(HEADER))) {
      return Answers.text(403, "the header `" + HEADER + ": token` is missing\n");
    }
    try {
      Form form = Form.read(request);
      Order order = grants.command(issuer(issuers, form.text("issuer")), form);
      return Answers.text(200, token(order, form) + "\n");
    } catch (Denied denied) {
      return Answers.text(denied.status(), denied.description() + "\n");
    }
  }

  private String token(Order order, Form form) {
    Made made = maker.make(order);
    String id = made.id();
    Kind kind = kind(order, form);
    if (kind == Kind.ID && id == null) {
      throw Denied.of("invalid_request", "an ID token is about a user, and none is named");
    }
    return kind == Kind.ID && id != null ? id : made.access();
  }

  private enum Kind {
    ID,
    ACCESS
  }

  /** Without a word: what a Cognito authorizer takes, an ID token unless scopes are wanted. */
  private static Kind kind(Order order, Form form) {
    @Nullable String wanted = form.text("token");
    if (wanted != null) {
      try {
        return Kind.valueOf(wanted.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw Denied.of(
            "invalid_request", "`token` is `" + wanted + "`, expected `id` or `access`");
      }
    }
    boolean id =
        order.issuer().shape() == Shape.COGNITO
            && order.user() != null
            && form.text("scope") == null;
    return id ? Kind.ID : Kind.ACCESS;
  }

  private static Issuer issuer(List<Issuer> issuers, @Nullable String called) {
    List<Issuer> meant =
        called == null
            ? issuers
            : issuers.stream().filter(issuer -> issuer.isCalled(called)).toList();
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    List<String> names = issuers.stream().map(Issuer::name).toList();
    if (issuers.isEmpty()) {
      throw Denied.of("invalid_request", "no authorizer here has a local issuer");
    }
    String which = "expected `--pool` with one of `" + String.join("`, `", names) + "`";
    throw Denied.of(
        "invalid_request",
        called == null
            ? "there are several issuers, " + which
            : "there is "
                + (meant.isEmpty() ? "no" : "more than one")
                + " issuer `"
                + called
                + "`, "
                + which);
  }
}
