package io.sallyport.adapters.issuer;

import io.sallyport.core.language.Json;
import java.util.List;
import java.util.stream.Collectors;

/** The document of OpenID Connect Discovery 1.0, with what is offered here and nothing else. */
final class Discovery {

  private Discovery() {}

  /**
   * @param base what the issuer's paths start with
   */
  static String document(Issuer issuer, String base) {
    return "{\"issuer\":"
        + Json.quote(issuer.uri())
        + ",\"jwks_uri\":"
        + Json.quote(base + "/.well-known/jwks.json")
        + ",\"token_endpoint\":"
        + Json.quote(base + "/oauth2/token")
        + ",\"grant_types_supported\":"
        + texts(TokenEndpoint.GRANTS)
        + ",\"token_endpoint_auth_methods_supported\":"
        + texts(List.of("client_secret_basic", "client_secret_post", "none"))
        + ",\"response_types_supported\":[],\"subject_types_supported\":[\"public\"]"
        + ",\"id_token_signing_alg_values_supported\":[\"RS256\"]}";
  }

  private static String texts(List<String> values) {
    return values.stream().map(Json::quote).collect(Collectors.joining(",", "[", "]"));
  }
}
