package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.Map;

/**
 * The SAM resources that say nothing about an API. Each is written as what it becomes, so that it
 * can be referred to.
 */
final class OtherResources {

  private static final Map<String, String> TYPES =
      Map.of(
          "AWS::Serverless::SimpleTable", "AWS::DynamoDB::Table",
          "AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion",
          "AWS::Serverless::Application", "AWS::CloudFormation::Stack",
          "AWS::Serverless::GraphQLApi", "AWS::AppSync::GraphQLApi",
          "AWS::Serverless::CapacityProvider", "AWS::Lambda::CapacityProvider");

  private OtherResources() {}

  /** Writes the resource; whether its type is one of these. */
  static boolean generate(String id, Mapping resource, Output out, SamProblems problems) {
    String type = resource.entries().get("Type") instanceof Scalar s ? s.text() : "";
    if (type.equals("AWS::Serverless::Connector")) {
      return true;
    }
    String becomes = TYPES.get(type);
    if (becomes == null) {
      return false;
    }
    Mapping properties = Snippets.mapping(resource, "Properties");
    Location at = resource.at();
    Mapping written =
        switch (type) {
          case "AWS::Serverless::SimpleTable" -> table(properties);
          case "AWS::Serverless::LayerVersion" -> layer(properties);
          case "AWS::Serverless::Application" -> application(id, resource, problems);
          default -> properties;
        };
    out.add(id, becomes, written, resource, at);
    return true;
  }

  private static Mapping table(Mapping properties) {
    MappingBuilder table = new MappingBuilder(properties.at());
    carry(properties, "TableName", table, "TableName");
    carry(properties, "ProvisionedThroughput", table, "ProvisionedThroughput");
    carry(properties, "SSESpecification", table, "SSESpecification");
    return table.build();
  }

  private static Mapping layer(Mapping properties) {
    MappingBuilder layer = new MappingBuilder(properties.at());
    Node uri = properties.entries().get("ContentUri");
    S3Location.uri(uri)
        .ifPresentOrElse(
            place -> layer.put("Content", place.named("S3Bucket", "S3Key", "S3ObjectVersion")),
            () -> carry(properties, "ContentUri", layer, "Content"));
    for (String key :
        new String[] {
          "LayerName", "Description", "CompatibleRuntimes", "CompatibleArchitectures", "LicenseInfo"
        }) {
      carry(properties, key, layer, key);
    }
    return layer.build();
  }

  private static Mapping application(String id, Mapping resource, SamProblems problems) {
    Mapping properties = Snippets.mapping(resource, "Properties");
    Node location = properties.entries().get("Location");
    if (location == null) {
      problems.resource(id, resource.at(), "Resource is missing the required [Location] property.");
    }
    MappingBuilder stack = new MappingBuilder(properties.at());
    carry(properties, "Location", stack, "TemplateURL");
    carry(properties, "Parameters", stack, "Parameters");
    return stack.build();
  }

  private static void carry(Mapping from, String key, MappingBuilder to, String as) {
    Node value = from.entries().get(key);
    if (value != null) {
      to.put(as, value, from.keyAt(key));
    }
  }
}
