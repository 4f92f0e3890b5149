package io.sallyport.core.definition.stack;

import java.util.Map;

/** A stage of a REST API. */
record RestStage(String name, Map<String, String> variables) {

  RestStage {
    variables = Map.copyOf(variables);
  }
}
