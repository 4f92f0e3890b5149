package io.sallyport.core.definition.source;

/**
 * How much of a document is read before it is refused.
 *
 * @param bytes the size of a file
 * @param depth how deep mappings and sequences may stand in one another
 * @param nodes the values of a document, each counted as often as aliases repeat it
 * @param aliases the aliases and merge keys of a YAML document
 */
public record DocumentLimits(long bytes, int depth, int nodes, int aliases) {

  /** The limits of definitions: AWS imports at most 6 MB. */
  public static final DocumentLimits DEFINITION =
      new DocumentLimits(6 * 1024 * 1024, 64, 1_000_000, 10_000);

  /** The limits of the operator's configuration. */
  public static final DocumentLimits CONFIGURATION =
      new DocumentLimits(1024 * 1024, 32, 100_000, 1_000);
}
