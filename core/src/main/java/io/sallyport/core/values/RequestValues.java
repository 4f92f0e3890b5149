package io.sallyport.core.values;

import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.language.QueryString;
import io.sallyport.core.language.Reference;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.pipeline.Exchange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles references into look-ups. */
public final class RequestValues {

  private RequestValues() {}

  /**
   * The look-up of {@code reference}.
   *
   * @param variables the stage's variables, which are known when the look-up is made
   */
  public static RequestValue of(Reference reference, Map<String, String> variables) {
    return switch (reference) {
      case Reference.Context(String name) -> context(name);
      case Reference.StageVariable(String name) -> {
        String value = variables.get(name);
        yield exchange -> value;
      }
      case Reference.Parameter parameter -> parameter(parameter);
      case Reference.Body() -> RequestValues::body;
    };
  }

  private static RequestValue context(String name) {
    ContextVariable variable =
        ContextVariable.named(name)
            .orElseThrow(() -> new IllegalArgumentException("unknown variable " + name));
    return variable::value;
  }

  private static RequestValue parameter(Reference.Parameter parameter) {
    String name = parameter.name();
    return switch (parameter.place()) {
      case PATH -> new PathValue(name);
      case QUERYSTRING -> exchange -> QueryString.last(exchange.request().query(), name);
      case MULTIVALUE_QUERYSTRING -> new QueryValues(name);
      case HEADER -> header(name);
      case MULTIVALUE_HEADER -> new HeaderValues(name);
      case ANYWHERE -> anywhere(name);
    };
  }

  private static RequestValue header(String name) {
    KnownHeader known = KnownHeader.of(name);
    if (known == null) {
      return exchange -> exchange.request().headers().last(name);
    }
    return DroppedHeaders.contains(known)
        ? exchange -> null
        : exchange -> exchange.request().headers().last(known);
  }

  private static RequestValue anywhere(String name) {
    RequestValue path = new PathValue(name);
    RequestValue header = header(name);
    return exchange -> {
      String value = path.of(exchange);
      if (value == null) {
        value = QueryString.last(exchange.request().query(), name);
      }
      return value != null ? value : header.of(exchange);
    };
  }

  private static @Nullable String body(Exchange exchange) {
    return exchange.body() instanceof Bytes bytes && bytes.length() > 0 ? bytes.text() : null;
  }

  /** A path parameter: decoded as text, as it came inside a path. */
  private record PathValue(String name) implements RequestValue {
    @Override
    public @Nullable String of(Exchange exchange) {
      String raw = exchange.pathParameter(name);
      return raw == null ? null : PercentCoding.decode(raw);
    }

    @Override
    public @Nullable String inPath(Exchange exchange) {
      String raw = exchange.pathParameter(name);
      return raw == null ? null : PercentCoding.repairPath(raw);
    }
  }

  private record QueryValues(String name) implements RequestValue {
    @Override
    public @Nullable String of(Exchange exchange) {
      List<String> values = each(exchange);
      return values.isEmpty() ? null : String.join(",", values);
    }

    @Override
    public List<String> each(Exchange exchange) {
      return QueryString.all(exchange.request().query(), name);
    }
  }

  private record HeaderValues(String name) implements RequestValue {
    @Override
    public @Nullable String of(Exchange exchange) {
      List<String> values = each(exchange);
      return values.isEmpty() ? null : String.join(",", values);
    }

    @Override
    public List<String> each(Exchange exchange) {
      KnownHeader known = KnownHeader.of(name);
      return known != null && DroppedHeaders.contains(known)
          ? List.of()
          : exchange.request().headers().all(name);
    }
  }
}
