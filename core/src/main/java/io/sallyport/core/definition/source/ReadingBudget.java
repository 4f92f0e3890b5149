package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;

/** Counts what a document has used of its limits, and ends the reading where one is passed. */
final class ReadingBudget {

  /**
   * The characters all pointers of a document may take: long keys over many values would otherwise
   * grow a small file into gigabytes.
   */
  private static final long POINTER_CHARACTERS = 128L * 1024 * 1024;

  private final DocumentLimits limits;
  private long nodes;
  private long pointerCharacters;
  private int aliases;

  ReadingBudget(DocumentLimits limits) {
    this.limits = limits;
  }

  /** Takes one node. */
  void node(Location at) {
    nodes(1, at);
    pointerCharacters += at.path().length();
    if (pointerCharacters > POINTER_CHARACTERS) {
      throw UnreadableDocument.of(
          "document-too-large", at, "the document is too large: its keys are too long");
    }
  }

  /** Takes the nodes an alias repeats. */
  void nodes(long count, Location at) {
    nodes += count;
    if (nodes > limits.nodes()) {
      throw UnreadableDocument.of(
          "document-too-large",
          at,
          "the document is too large: it has more than `"
              + limits.nodes()
              + "` values once its aliases are expanded");
    }
  }

  void alias(Location at) {
    aliases++;
    if (aliases > limits.aliases()) {
      throw UnreadableDocument.of(
          "document-too-large",
          at,
          "the document has more than `" + limits.aliases() + "` aliases");
    }
  }

  /** Checks that a collection may stand at {@code depth}, the outermost at 1. */
  void depth(int depth, Location at) {
    if (depth > limits.depth()) {
      throw UnreadableDocument.of(
          "document-too-deep",
          shortened(at),
          "mappings and sequences stand more than `" + limits.depth() + "` deep in one another");
    }
  }

  /** The place without a pointer, which at such a depth says nothing to a reader. */
  private static Location shortened(Location at) {
    return new Location(at.file(), at.line(), at.column(), "");
  }
}
