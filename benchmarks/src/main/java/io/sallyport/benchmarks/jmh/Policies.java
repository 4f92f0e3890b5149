package io.sallyport.benchmarks.jmh;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Policies as authorizers return them, up to 8 KB. Each allows {@code GET /orders/…} in the end.
 */
public enum Policies {
  ONE_STATEMENT(0),
  /** Statements for one method each. */
  MANY_STATEMENTS(50),
  /** One list of methods. */
  MANY_RESOURCES(0),
  /** Statements with wildcards in every place. */
  MANY_WILDCARDS(55),
  /** Statements with a condition each, which is evaluated and does not hold. */
  MANY_CONDITIONS(35),
  /** As many of the shortest patterns as there is room for. */
  SHORTEST_PATTERNS(0);

  private static final int LIMIT = 8192 - 100;
  private static final String ALL = "\"" + Authorized.ARN + "*/orders/*\"";

  private final int statements;

  Policies(int statements) {
    this.statements = statements;
  }

  /** The policy as JSON. */
  String document() {
    String document =
        "{\"Version\":\"2012-10-17\",\"Statement\":["
            + IntStream.range(0, statements)
                .mapToObj(i -> statement("\"" + resource(i) + "\"", this == MANY_CONDITIONS))
                .map(statement -> statement + ",")
                .collect(Collectors.joining())
            + statement(this == ONE_STATEMENT || statements > 0 ? ALL : list(), false)
            + "]}";
    if (document.length() > LIMIT) {
      throw new IllegalStateException(this + " has " + document.length() + " characters");
    }
    return document;
  }

  private String list() {
    StringBuilder list = new StringBuilder("[");
    for (int i = 0; list.length() < LIMIT - 300; i++) {
      list.append('"').append(resource(i)).append("\",");
    }
    return list + ALL + "]";
  }

  private String resource(int i) {
    return switch (this) {
      case ONE_STATEMENT, MANY_STATEMENTS, MANY_RESOURCES ->
          Authorized.ARN + "GET/items/" + i + "/*";
      case MANY_CONDITIONS -> Authorized.ARN + "GET/orders/*";
      case MANY_WILDCARDS -> "arn:aws:execute-api:*:*:*/prod/*/items/" + i + "/*";
      case SHORTEST_PATTERNS -> "*" + Integer.toString(i, 36) + "-";
    };
  }

  private static String statement(String resource, boolean conditional) {
    String condition =
        conditional ? ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}" : "";
    return "{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\",\"Resource\":"
        + resource
        + condition
        + "}";
  }
}
