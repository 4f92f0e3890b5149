package io.sallyport.adapters.issuer;

import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.pipeline.AdminHandler.AdminRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request in {@code application/x-www-form-urlencoded}. */
final class Form {

  private static final String TYPE = "application/x-www-form-urlencoded";

  private final Map<String, String> parameters;

  private Form(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /** Reads the body; a parameter may come once (RFC 6749 section 3.2). */
  static Form read(AdminRequest request) {
    if (!isForm(request.headers())) {
      throw Denied.of("invalid_request", "the body must be `" + TYPE + "`");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : request.body().text().split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = PercentCoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : PercentCoding.decodeQuery(pair.substring(equals + 1));
      // A parameter without a value counts as left out.
      if (!value.isEmpty() && parameters.put(name, value) != null) {
        throw Denied.of("invalid_request", "`" + name + "` comes twice");
      }
    }
    return new Form(parameters);
  }

  @Nullable String text(String name) {
    return parameters.get(name);
  }

  String required(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw Denied.of("invalid_request", "`" + name + "` is missing");
    }
    return value;
  }

  /** The words of a value; null where it is left out. */
  @Nullable List<String> words(String name) {
    String value = parameters.get(name);
    return value == null ? null : List.of(value.strip().split(" +", -1));
  }

  /** A number of seconds, or {@code otherwise} where it is left out. */
  Duration seconds(String name, Duration otherwise, Duration longest) {
    String value = parameters.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[0-9]{1,9}")
        || Long.parseLong(value) < 1
        || Long.parseLong(value) > longest.toSeconds()) {
      throw Denied.of(
          "invalid_request",
          "`"
              + name
              + "` is `"
              + value
              + "`, expected seconds from `1` to `"
              + longest.toSeconds()
              + "`");
    }
    return Duration.ofSeconds(Long.parseLong(value));
  }

  private static boolean isForm(Headers headers) {
    String type = headers.last(KnownHeader.CONTENT_TYPE);
    return type != null
        && type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT).equals(TYPE);
  }
}
