package io.sallyport.core.pipeline;

import java.util.Map;

/**
 * A deployed stage of an API: what its routes have in common.
 *
 * @param apiId ten lower-case characters, AWS's API id
 * @param name the stage's name; {@code $default} for the stage of an HTTP API without a prefix
 * @param digest identifies what the definition says beside its routes, so that a route that did not
 *     change keeps its stage
 */
public record Stage(
    String apiId,
    String apiName,
    ApiType type,
    String name,
    Map<String, String> variables,
    String account,
    String region,
    String digest,
    Wording wording) {

  public Stage {
    variables = Map.copyOf(variables);
  }
}
