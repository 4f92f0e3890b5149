package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.List;

/**
 * The deployment and the stage of a REST API. The second stage, {@code Stage}, that SAM makes for
 * templates without {@code OpenApiVersion} is left out: it is a fault that SAM keeps for old
 * stacks.
 */
final class RestStage {

  private static final List<String> CARRIED =
      List.of(
          "CacheClusterEnabled",
          "CacheClusterSize",
          "Variables",
          "MethodSettings",
          "AccessLogSetting",
          "CanarySetting",
          "TracingEnabled");

  private RestStage() {}

  /** Writes both; the stage's logical id. */
  static String generate(String id, Mapping resource, Mapping properties, Mapping api, Output out) {
    Location at = resource.at();
    String deployment = id + "Deployment" + Snippets.hash(api);
    Mapping deployed = Snippets.entry("RestApiId", Snippets.ref(id, at), at);
    out.add(deployment, "AWS::ApiGateway::Deployment", deployed, resource, at);
    Node name = properties.entries().get("StageName");
    Node stageName = name == null ? Snippets.text("", at) : name;
    MappingBuilder stage =
        new MappingBuilder(properties.at())
            .put("RestApiId", Snippets.ref(id, at))
            .put("DeploymentId", Snippets.ref(deployment, at))
            .put("StageName", stageName, properties.keyAt("StageName"));
    for (String key : CARRIED) {
      Node value = properties.entries().get(key);
      if (value != null) {
        stage.put(key, value, properties.keyAt(key));
      }
    }
    String text = Snippets.written(stageName);
    String stageId = id + (text == null ? "" : text.replaceAll("[^A-Za-z0-9]", "")) + "Stage";
    out.add(stageId, "AWS::ApiGateway::Stage", stage.build(), resource, at);
    return stageId;
  }
}
