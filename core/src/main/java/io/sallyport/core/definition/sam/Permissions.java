package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;

/** Who may invoke a function. */
final class Permissions {

  private Permissions() {}

  /** The properties of a permission for API Gateway. */
  static Mapping ofApi(Node function, Node source, Location at) {
    return new MappingBuilder(at)
        .put("Action", "lambda:InvokeFunction", at)
        .put("FunctionName", function)
        .put("Principal", "apigateway.amazonaws.com", at)
        .put("SourceArn", source)
        .build();
  }
}
