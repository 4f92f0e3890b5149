package io.sallyport.app.load;

import io.sallyport.core.definition.ApiSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file with definitions, and what the configuration and the command line say about it.
 *
 * @param settings of its only API, or of all the APIs of a template
 * @param id what the operator called that API; null where its id is derived
 * @param resources of APIs of a template that have settings of their own, by logical id
 */
public record DefinitionFile(
    Path path, ApiSettings settings, @Nullable String id, Map<String, Named> resources) {

  public DefinitionFile {
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
  }

  /** What is said about one API of a template. */
  public record Named(ApiSettings settings, @Nullable String id) {}
}
