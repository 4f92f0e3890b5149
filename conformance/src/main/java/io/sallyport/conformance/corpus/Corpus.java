package io.sallyport.conformance.corpus;

import java.io.IOException;
import java.nio.file.Path;

/** A set of outside cases and the way to put them to the product. */
public interface Corpus {

  /**
   * Runs every case below {@code directory}, the folder that holds all corpora. Failing ids go to
   * stderr.
   *
   * @throws NotRunException when the product could not be brought to the point of answering
   */
  Score run(Path directory) throws IOException, NotRunException;

  /** Says whether {@code directory} holds this corpus. */
  boolean existsIn(Path directory);
}
