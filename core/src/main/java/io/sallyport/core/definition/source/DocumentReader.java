package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads JSON and YAML files into nodes that know where they stand. A file that cannot be read is
 * one problem; nothing is thrown.
 */
public final class DocumentReader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private DocumentReader() {}

  /**
   * Reads one document.
   *
   * @param file the path as the operator gave it; a name ending in {@code .json} is JSON only
   * @param content the bytes of the file, UTF-8 with or without a byte order mark
   * @return empty when a problem was added
   */
  public static Optional<Node> read(
      String file, byte[] content, DocumentLimits limits, Problems problems) {
    Optional<Problem> tooLarge = checkSize(file, content.length, limits);
    if (tooLarge.isPresent()) {
      problems.add(tooLarge.get());
      return Optional.empty();
    }
    try {
      return Optional.of(parse(file, decode(file, content), limits));
    } catch (UnreadableDocument unreadable) {
      problems.add(unreadable.problem());
      return Optional.empty();
    }
  }

  /** The problem of a file that is too large to be worth reading; empty when it is not. */
  public static Optional<Problem> checkSize(String file, long bytes, DocumentLimits limits) {
    if (bytes <= limits.bytes()) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.error(
            "document-too-large",
            Location.of(file),
            "the file has `" + bytes + "` bytes, expected at most `" + limits.bytes() + "`"));
  }

  private static Node parse(String file, String text, DocumentLimits limits) {
    if (!startsLikeJson(text)) {
      return yaml(file, text, limits);
    }
    try {
      return JsonComposer.compose(file, text, new ReadingBudget(limits));
    } catch (StreamReadException malformed) {
      // YAML's flow style starts like JSON does.
      if (isNamedJson(file)) {
        throw JsonComposer.malformed(file, malformed);
      }
      return yaml(file, text, limits);
    }
  }

  private static Node yaml(String file, String text, DocumentLimits limits) {
    try {
      return YamlComposer.compose(file, text, new ReadingBudget(limits))
          .orElseThrow(() ->
              UnreadableDocument.of("empty-document", Location.of(file), "the file is empty"));
    } catch (YamlEngineException malformed) {
      throw YamlComposer.malformed(file, malformed);
    }
  }

  private static boolean startsLikeJson(String text) {
    String stripped = text.stripLeading();
    return stripped.startsWith("{") || stripped.startsWith("[");
  }

  private static boolean isNamedJson(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".json");
  }

  private static String decode(String file, byte[] content) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(content);
    CharBuffer out = CharBuffer.allocate(content.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw UnreadableDocument.of(
          "not-utf-8",
          new Location(file, lineOf(content, in.position()), 0, ""),
          "the byte at offset `" + in.position() + "` is not UTF-8");
    }
    String text = out.flip().toString();
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static int lineOf(byte[] content, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (content[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
