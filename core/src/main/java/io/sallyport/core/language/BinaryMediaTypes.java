package io.sallyport.core.language;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The media types whose bodies a REST API takes for binary. See the API Gateway guide, "Content
 * type conversions in API Gateway".
 */
public final class BinaryMediaTypes {

  /** No body is binary. */
  public static final BinaryMediaTypes NONE = new BinaryMediaTypes(List.of());

  private static final String ALL = "*/*";
  private static final Pattern TYPE =
      Pattern.compile("\\*/\\*|[A-Za-z0-9!#$&^_.+-]+/(?:\\*|[A-Za-z0-9!#$&^_.+-]+)");

  private final Set<String> types = new HashSet<>();

  /**
   * @param types like {@code image/png}, <code>image/*</code> or <code>*&#47;*</code>
   */
  public BinaryMediaTypes(List<String> types) {
    types.forEach(type -> this.types.add(type.toLowerCase(Locale.ROOT)));
  }

  /** Whether {@code type} may be one of them. */
  public static boolean isType(String type) {
    return TYPE.matcher(type).matches();
  }

  public boolean isEmpty() {
    return types.isEmpty();
  }

  /** Whether a body with this Content-Type is binary; one without is JSON. */
  public boolean matches(@Nullable String contentType) {
    if (types.isEmpty()) {
      return false;
    }
    String type = MediaType.of(contentType);
    int slash = type.indexOf('/');
    return types.contains(ALL)
        || types.contains(type)
        || (slash > 0 && types.contains(type.substring(0, slash) + "/*"));
  }

  /** Whether a caller with this Accept takes binary bodies: its first entry alone counts. */
  public boolean accepts(@Nullable String accept) {
    if (types.isEmpty() || accept == null) {
      return types.contains(ALL);
    }
    int comma = accept.indexOf(',');
    return matches(comma < 0 ? accept : accept.substring(0, comma));
  }
}
