package io.sallyport.core.definition;

import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration and the command line say about one definition file.
 *
 * @param id the API id; already derived where the operator gave none
 * @param type null to find it in the document
 * @param stage null for the type's default, {@code prod} or {@code $default}
 * @param hosts the host names the API answers to beside its own; may be empty
 */
public record ApiSettings(
    String file,
    String id,
    @Nullable ApiType type,
    @Nullable String stage,
    Map<String, String> stageVariables,
    List<String> hosts,
    BasePathMode basePath,
    OpenApi31 openApi31,
    JwtOnRest jwtOnRest,
    String account,
    String region) {

  public ApiSettings {
    stageVariables = Map.copyOf(stageVariables);
    hosts = List.copyOf(hosts);
  }

  /** The problem of an API at {@code at} whose id is that of the one in {@code other}. */
  public static Problem idTwice(String id, Location at, String other) {
    return Problem.error(
        "duplicate-api-id", at, "the API id `" + id + "` is that of `" + other + "` already");
  }

  /** What a document's base path does; AWS's {@code basepath} import parameter. */
  public enum BasePathMode {
    IGNORE,
    PREPEND,
    SPLIT
  }

  /** Whether REST APIs may have JWT authorizers, which AWS gives to HTTP APIs only. */
  public enum JwtOnRest {
    REFUSED,
    ENFORCED
  }

  /** Whether OpenAPI 3.1 documents are read, which AWS does not document. */
  public enum OpenApi31 {
    REFUSED,
    READ
  }
}
