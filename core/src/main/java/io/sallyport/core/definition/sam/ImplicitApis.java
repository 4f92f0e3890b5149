package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The APIs that a template has because events name none. One that is written under such an id is
 * taken as it is, with all that it asks for.
 */
final class ImplicitApis {

  private static final String STAGE = "Prod";

  private ImplicitApis() {}

  /** The resources with the implicit APIs that the events need. */
  static Mapping addTo(
      Mapping resources, Events events, OwnerConditions conditions, SamProblems problems) {
    MappingBuilder all = MappingBuilder.of(resources);
    for (ApiKind kind : ApiKind.values()) {
      String id = kind.implicitId();
      List<ApiEvent> routes = events.of(id);
      String written = type(resources.entries().get(id));
      if (routes.isEmpty() || written.equals(kind.type())) {
        continue;
      }
      ApiEvent first = routes.getFirst();
      if (written.startsWith("AWS::ApiGateway")) {
        problems.taken(first.owner(), id, written, first.at());
        continue;
      }
      all.put(id, api(kind, conditions.of(routes, id + "Condition"), first.at()), first.at());
    }
    return all.build();
  }

  private static Mapping api(ApiKind kind, @Nullable Node condition, Location at) {
    MappingBuilder properties = new MappingBuilder(at);
    if (kind == ApiKind.REST) {
      properties.put("StageName", STAGE, at);
    }
    MappingBuilder api =
        new MappingBuilder(at).put("Type", kind.type(), at).put("Properties", properties.build());
    if (condition != null) {
      api.put("Condition", condition);
    }
    return api.build();
  }

  private static String type(@Nullable Node node) {
    String type =
        node instanceof Mapping resource ? Snippets.written(resource.entries().get("Type")) : null;
    return type == null ? "" : type;
  }
}
