package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import org.jspecify.annotations.Nullable;

/** What of a function is invoked: the function itself, or the alias that SAM publishes. */
final class FunctionTarget {

  private FunctionTarget() {}

  /** The logical id of the alias; null where none is published. */
  static @Nullable String alias(String function, Mapping properties) {
    String name = Snippets.written(properties.entries().get("AutoPublishAlias"));
    return name == null || name.isEmpty() ? null : function + "Alias" + name;
  }

  /** The template text of an integration's URI. */
  static String uri(String function, Mapping properties) {
    String alias = alias(function, properties);
    return "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${"
        + (alias == null ? function + ".Arn" : alias)
        + "}/invocations";
  }

  /** A reference to what is invoked. */
  static Node ref(String function, Mapping properties, Location at) {
    String alias = alias(function, properties);
    return Snippets.ref(alias == null ? function : alias, at);
  }
}
