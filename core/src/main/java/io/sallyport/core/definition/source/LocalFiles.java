package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import java.util.Optional;

/** Files that a document names, such as the OpenAPI document of an API in a template. */
@FunctionalInterface
public interface LocalFiles {

  /** Reads none: whatever is named is a problem. */
  LocalFiles NONE =
      (name, at, problems) -> {
        problems.error("external-file", at, "the file `" + name + "` is not read from here");
        return Optional.empty();
      };

  /**
   * The document in the file {@code name}, with places in that file. One that is not there, not
   * readable or in S3 without a file that stands for it is a problem at {@code at}.
   *
   * @param name as it is written: a path from the naming document, or {@code s3://bucket/key}
   */
  Optional<Node> read(String name, Location at, Problems problems);

  /** The files as the file {@code name} names them, which may lie in another folder. */
  default LocalFiles beside(String name) {
    return this;
  }
}
