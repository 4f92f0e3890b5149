package io.sallyport.app.load;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the operator's files, none longer than it may be. */
final class OperatorFiles {

  private OperatorFiles() {}

  /** The bytes of {@code file}; empty when a problem was added. */
  static Optional<byte[]> read(Path file, DocumentLimits limits, Problems problems) {
    Location at = Location.of(file.toString());
    if (!Files.exists(file)) {
      problems.error("no-such-file", at, "`" + file + "` does not exist");
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      problems.error("unreadable-file", at, "`" + file + "` is not a file");
      return Optional.empty();
    }
    try {
      // Looked at before it is read, so that a file of gigabytes is never taken into memory.
      Optional<Problem> large = DocumentReader.checkSize(file.toString(), Files.size(file), limits);
      if (large.isPresent()) {
        problems.add(large.get());
        return Optional.empty();
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      String reason = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
      problems.error("unreadable-file", at, "`" + file + "` cannot be read: " + reason);
      return Optional.empty();
    }
  }
}
