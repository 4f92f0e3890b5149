package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.Optional;

/** An API whose document lies in a bucket. */
final class HttpDefinitionUri {

  private HttpDefinitionUri() {}

  static Optional<Mapping> read(String id, Mapping properties, Location at, SamProblems problems) {
    return S3Location.ofDefinition(id, properties, problems)
        .map(body -> {
          MappingBuilder api = new MappingBuilder(at).put("BodyS3Location", body);
          Node failing = properties.entries().get("FailOnWarnings");
          if (failing != null) {
            api.put("FailOnWarnings", failing, properties.keyAt("FailOnWarnings"));
          }
          return api.build();
        });
  }
}
