package io.sallyport.adapters.issuer;

import io.sallyport.adapters.issuer.Accounts.Client;
import io.sallyport.adapters.issuer.TokenMaker.Made;
import io.sallyport.core.language.Json;
import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler.AdminRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.2">RFC 6749</a>
 * with the grants {@code client_credentials} and {@code password}; a client says who it is by Basic
 * or in the body.
 */
final class TokenEndpoint {

  static final List<String> GRANTS = List.of("client_credentials", "password");

  private final Grants grants;
  private final TokenMaker maker;

  TokenEndpoint(Grants grants, TokenMaker maker) {
    this.grants = grants;
    this.maker = maker;
  }

  Response answer(Issuer issuer, AdminRequest request) {
    Credentials basic = null;
    try {
      basic = basic(request);
      Form form = Form.read(request);
      return granted(order(issuer, form, basic));
    } catch (Denied denied) {
      return denied(denied, basic);
    }
  }

  private record Credentials(String id, String secret) {}

  private Order order(Issuer issuer, Form form, @Nullable Credentials basic) {
    String grant = form.required("grant_type");
    if (!GRANTS.contains(grant)) {
      throw Denied.of(
          "unsupported_grant_type",
          "`" + grant + "` is not offered, expected one of `" + String.join("`, `", GRANTS) + "`");
    }
    if (basic != null && form.text("client_secret") != null) {
      throw Denied.of("invalid_request", "the client says who it is in two ways");
    }
    Client client =
        basic != null
            ? grants.client(issuer, basic.id(), basic.secret())
            : grants.client(issuer, form.text("client_id"), form.text("client_secret"));
    return grant.equals("password")
        ? grants.password(issuer, client, form)
        : grants.clientCredentials(issuer, client, form);
  }

  private Response granted(Order order) {
    Made made = maker.make(order);
    StringBuilder body = new StringBuilder("{\"access_token\":").append(Json.quote(made.access()));
    if (made.id() != null) {
      body.append(",\"id_token\":").append(Json.quote(made.id()));
    }
    body.append(",\"token_type\":\"Bearer\",\"expires_in\":").append(order.lifetime().toSeconds());
    if (!order.scopes().isEmpty()) {
      body.append(",\"scope\":").append(Json.quote(String.join(" ", order.scopes())));
    }
    return Answers.secret(200, body.append('}').toString());
  }

  private static Response denied(Denied denied, @Nullable Credentials basic) {
    String body =
        "{\"error\":"
            + Json.quote(denied.error())
            + ",\"error_description\":"
            + Json.quote(denied.description())
            + "}";
    HeaderList.Builder headers = Answers.unkept();
    if (denied.status() == 401 && basic != null) {
      headers.add("WWW-Authenticate", "Basic realm=\"local issuer\"");
    }
    return Response.of(denied.status(), headers.build(), Bytes.utf8(body));
  }

  /** Id and secret are form-encoded before they are put together (RFC 6749 section 2.3.1). */
  private static @Nullable Credentials basic(AdminRequest request) {
    String value = request.headers().last("Authorization");
    if (value == null) {
      return null;
    }
    if (!value.regionMatches(true, 0, "Basic ", 0, 6)) {
      throw Denied.client("the `Authorization` is not `Basic`");
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(value.substring(6).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon < 0) {
        throw Denied.client("the `Authorization` has no secret");
      }
      return new Credentials(
          PercentCoding.decodeQuery(pair.substring(0, colon)),
          PercentCoding.decodeQuery(pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw Denied.client("the `Authorization` is not base64");
    }
  }
}
