package io.sallyport.core.language;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The left side of a parameter mapping: {@code integration.request.path.id} and the like. See the
 * API Gateway guide, "Mapping template and parameter reference".
 *
 * @param name what the header or parameter is called
 */
public record MappingTarget(Kind kind, String name) {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._$-]+");

  /** Where the value goes. */
  public enum Kind {
    REQUEST_HEADER("integration.request.header."),
    REQUEST_QUERYSTRING("integration.request.querystring."),
    REQUEST_PATH("integration.request.path."),
    RESPONSE_HEADER("method.response.header."),
    GATEWAY_RESPONSE_HEADER("gatewayresponse.header.");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    /** What stands before the name. */
    public String prefix() {
      return prefix;
    }
  }

  /** Reads {@code target}; null where it is none. */
  public static @Nullable MappingTarget parse(String target) {
    for (Kind kind : Kind.values()) {
      if (target.startsWith(kind.prefix)) {
        String name = target.substring(kind.prefix.length());
        return NAME.matcher(name).matches() ? new MappingTarget(kind, name) : null;
      }
    }
    return null;
  }
}
