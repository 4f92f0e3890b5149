package io.sallyport.core.executionlog;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bodies as an event shows them. */
final class BodyText {

  private BodyText() {}

  /** Whether as much of the body as an event shows is UTF-8. */
  static boolean isText(Bytes body) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    byte[] bytes = body.array();
    int shown = Math.min(bytes.length, Events.LIMIT);
    CoderResult result =
        decoder.decode(
            ByteBuffer.wrap(bytes, 0, shown), CharBuffer.allocate(shown), shown == bytes.length);
    return !result.isError();
  }

  /** As much of the body as an event shows, and a little more, so that it is cut. */
  static String start(Bytes body) {
    byte[] bytes = body.array();
    return new String(bytes, 0, Math.min(bytes.length, Events.LIMIT + 1), StandardCharsets.UTF_8);
  }

  /** What is said of a body that passes without being held. */
  static String unheld(Body body) {
    return body.length() < 0
        ? "(not logged: of unknown length)"
        : "(not logged: " + body.length() + " bytes)";
  }
}
