package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.List;
import java.util.Set;

/**
 * Documents of APIs that lie outside of the template: {@code BodyS3Location} as a path, before
 * {@code aws cloudformation package} makes it an object in S3, or as that object. They become what
 * {@code AWS::Include} includes, with their own places.
 */
final class OutsideBodies {

  private static final Set<String> APIS = Set.of(RestScope.PREFIX + "RestApi", HttpApis.API);
  private static final String BODY = "Body";
  private static final String OUTSIDE = "BodyS3Location";

  private OutsideBodies() {}

  /** The template with every such document as a {@code Body}. */
  static Mapping included(Mapping root) {
    if (!(root.entries().get("Resources") instanceof Mapping resources)) {
      return root;
    }
    MappingBuilder all = new MappingBuilder(resources.at());
    resources
        .entries()
        .forEach((id, node) ->
            all.put(id, node instanceof Mapping one ? described(one) : node, resources.keyAt(id)));
    return MappingBuilder.of(root).put("Resources", all.build(), root.keyAt("Resources")).build();
  }

  private static Mapping described(Mapping resource) {
    if (!(resource.entries().get("Type") instanceof Scalar type)
        || !APIS.contains(type.text())
        || !(resource.entries().get("Properties") instanceof Mapping properties)
        || properties.entries().containsKey(BODY)
        || !properties.entries().containsKey(OUTSIDE)) {
      return resource;
    }
    Node outside = properties.entries().get(OUTSIDE);
    Location at = properties.keyAt(OUTSIDE);
    MappingBuilder described =
        MappingBuilder.of(properties).remove(OUTSIDE).put(BODY, include(place(outside), at), at);
    return MappingBuilder.of(resource)
        .put("Properties", described.build(), resource.keyAt("Properties"))
        .build();
  }

  /** {@code s3://bucket/key} of an object, or what is written. */
  private static Node place(Node outside) {
    Node bucket = outside instanceof Mapping object ? object.entries().get("Bucket") : null;
    Node key = outside instanceof Mapping object ? object.entries().get("Key") : null;
    if (bucket == null || key == null) {
      return outside;
    }
    Location at = outside.at();
    List<Node> parts = List.of(text("s3://", at), bucket, text("/", at), key);
    Node joined = new Sequence(List.of(text("", at), new Sequence(parts, at)), at);
    return new MappingBuilder(at).put("Fn::Join", joined).build();
  }

  private static Mapping include(Node place, Location at) {
    Mapping parameters = new MappingBuilder(at).put("Location", place).build();
    Mapping macro =
        new MappingBuilder(at)
            .put("Name", "AWS::Include", at)
            .put("Parameters", parameters)
            .build();
    return new MappingBuilder(at).put("Fn::Transform", macro).build();
  }

  private static Node text(String text, Location at) {
    return new Scalar(text, Kind.STRING, at);
  }
}
