package io.sallyport.app.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names files by URI references, relative to a directory where they lie in it, so that a report
 * does not tell where on a machine it was made.
 *
 * @param root the directory, absolute
 */
public record ArtifactUris(Path root) {

  /** What a reference is relative to. */
  public enum Base {
    SOURCE_ROOT,
    NOTHING
  }

  /** A URI reference, RFC 3986, and what it is relative to. */
  public record Uri(String text, Base base) {}

  /** Relative to the directory the program runs in. */
  public static ArtifactUris here() {
    return new ArtifactUris(Path.of("").toAbsolutePath().normalize());
  }

  /** The reference for {@code file}, a path as the operator gave it. */
  Uri of(String file) {
    Path absolute;
    try {
      absolute = root.resolve(file).normalize();
    } catch (InvalidPathException e) {
      return new Uri(encode(file), Base.NOTHING);
    }
    if (!absolute.startsWith(root)) {
      return new Uri(absolute.toUri().toString(), Base.NOTHING);
    }
    String relative = root.relativize(absolute).toString().replace('\\', '/');
    return new Uri(encode(relative), Base.SOURCE_ROOT);
  }

  /** Percent-encoded; a colon in the first segment would be read as the end of a scheme. */
  private static String encode(String path) {
    try {
      return new URI(null, null, "/" + path, null).toASCIIString().substring(1).replace(":", "%3A");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path can always be encoded", e);
    }
  }
}
