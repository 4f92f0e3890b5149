package io.sallyport.core.token;

import io.sallyport.core.language.QueryString;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.pipeline.Exchange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where in a request its token is. */
public sealed interface TokenPlace {

  /** The header {@code name}, in any case. */
  record Header(String name, @Nullable KnownHeader known) implements TokenPlace {

    @Override
    public @Nullable String of(Exchange exchange) {
      Headers headers = exchange.request().headers();
      int at = -1;
      for (int i = 0; i < headers.size(); i++) {
        if (known == null ? name.equalsIgnoreCase(headers.name(i)) : headers.known(i) == known) {
          if (at >= 0) {
            return String.join(",", headers.all(name));
          }
          at = i;
        }
      }
      return at < 0 ? null : headers.value(at);
    }
  }

  /** The query parameter {@code name}. */
  record Query(String name) implements TokenPlace {

    @Override
    public @Nullable String of(Exchange exchange) {
      var values = QueryString.all(exchange.request().query(), name);
      return values.isEmpty() ? null : String.join(",", values);
    }
  }

  /**
   * What stands there, or null when nothing does. Where there are several, all of them with commas
   * between: which of them an integration would believe is not known here, and together they are no
   * token.
   */
  @Nullable String of(Exchange exchange);

  /**
   * The place that {@code source} means: {@code $request.header.X}, {@code $request.querystring.X},
   * or {@code method.request.…} of the same; empty when it means none.
   */
  static Optional<TokenPlace> parse(String source) {
    for (String prefix : new String[] {"$request.", "method.request."}) {
      if (source.startsWith(prefix)) {
        return rest(source.substring(prefix.length()));
      }
    }
    return Optional.empty();
  }

  private static Optional<TokenPlace> rest(String rest) {
    int dot = rest.indexOf('.');
    String name = rest.substring(dot + 1);
    if (dot < 0 || name.isEmpty()) {
      return Optional.empty();
    }
    return switch (rest.substring(0, dot)) {
      case "header" -> Optional.of(new Header(name, KnownHeader.of(name)));
      case "querystring" -> Optional.of(new Query(name));
      default -> Optional.empty();
    };
  }

  /** {@code value} without the word {@code Bearer}, in any case, and the space behind it. */
  static String withoutScheme(String value) {
    return value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7) : value;
  }
}
