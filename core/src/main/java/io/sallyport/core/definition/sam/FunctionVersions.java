package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;

/** The version and the alias that {@code AutoPublishAlias} publishes a function as. */
final class FunctionVersions {

  private FunctionVersions() {}

  static void generate(String id, Mapping resource, Mapping properties, Node code, Output out) {
    String alias = FunctionTarget.alias(id, properties);
    Node name = properties.entries().get("AutoPublishAlias");
    if (alias == null || name == null) {
      return;
    }
    Location at = properties.keyAt("AutoPublishAlias");
    String versionId = id + "Version" + Snippets.hash(code);
    MappingBuilder version = new MappingBuilder(at).put("FunctionName", Snippets.ref(id, at));
    Node description = properties.entries().get("VersionDescription");
    if (description != null) {
      version.put("Description", description, properties.keyAt("VersionDescription"));
    }
    Mapping retained =
        resource.entries().containsKey("DeletionPolicy")
            ? resource
            : MappingBuilder.of(resource).put("DeletionPolicy", "Retain", at).build();
    out.add(versionId, "AWS::Lambda::Version", version.build(), retained, at);
    MappingBuilder published =
        new MappingBuilder(at)
            .put("Name", name)
            .put("FunctionName", Snippets.ref(id, at))
            .put("FunctionVersion", Snippets.attribute(versionId, "Version", at));
    Node provisioned = properties.entries().get("ProvisionedConcurrencyConfig");
    if (provisioned != null) {
      published.put(
          "ProvisionedConcurrencyConfig",
          provisioned,
          properties.keyAt("ProvisionedConcurrencyConfig"));
    }
    out.add(alias, "AWS::Lambda::Alias", published.build(), resource, at);
  }
}
