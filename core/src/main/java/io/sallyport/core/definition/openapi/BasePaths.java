package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.openapi.Reading.Dialect;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.List;
import java.util.Optional;

/**
 * Finds what stands before every path of a document. See the API Gateway guide, "Set the OpenAPI
 * basePath property".
 */
final class BasePaths {

  private BasePaths() {}

  /** The prefix: empty, or starting with {@code /} and not ending with one. */
  static String prefix(Reading reading) {
    return switch (reading.settings().basePath()) {
      case IGNORE -> "";
      case PREPEND -> trimmed(declared(reading));
      case SPLIT -> withoutFirst(trimmed(declared(reading)));
    };
  }

  private static String declared(Reading reading) {
    return reading.dialect() == Dialect.SWAGGER
        ? reading.text(reading.root(), "basePath").orElse("")
        : ofServers(reading);
  }

  /** The first {@code basePath} variable of any server, else the path of the first server. */
  private static String ofServers(Reading reading) {
    List<Mapping> servers = servers(reading);
    for (Mapping server : servers) {
      Optional<String> variable = variable(server, "basePath");
      if (variable.isPresent()) {
        return variable.get();
      }
    }
    return servers.isEmpty() ? "" : pathOf(servers.getFirst());
  }

  static List<Mapping> servers(Reading reading) {
    return reading.root().entries().get("servers") instanceof Sequence sequence
        ? sequence.items().stream()
            .filter(Mapping.class::isInstance)
            .map(Mapping.class::cast)
            .toList()
        : List.of();
  }

  private static Optional<String> variable(Mapping server, String name) {
    return server.entries().get("variables") instanceof Mapping variables
            && variables.entries().get(name) instanceof Mapping variable
            && variable.entries().get("default") instanceof Scalar value
        ? Optional.of(value.text())
        : Optional.empty();
  }

  private static String pathOf(Mapping server) {
    if (!(server.entries().get("url") instanceof Scalar url)) {
      return "";
    }
    String text = url.text();
    if (server.entries().get("variables") instanceof Mapping variables) {
      for (String name : variables.entries().keySet()) {
        text = text.replace("{" + name + "}", variable(server, name).orElse(""));
      }
    }
    int authority = text.indexOf("://");
    if (authority < 0) {
      return text;
    }
    int path = text.indexOf('/', authority + 3);
    return path < 0 ? "" : text.substring(path);
  }

  private static String trimmed(String path) {
    String inner = path.strip().replaceAll("^/+|/+$", "");
    return inner.isEmpty() ? "" : "/" + inner;
  }

  private static String withoutFirst(String path) {
    int second = path.indexOf('/', 1);
    return second < 0 ? "" : path.substring(second);
  }
}
