package io.sallyport.core.event;

import io.sallyport.core.event.EventRequest.Empty;
import io.sallyport.core.language.BinaryMediaTypes;
import io.sallyport.core.language.MediaType;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.pipeline.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The members {@code body} and {@code isBase64Encoded} of events. */
final class EventBody {

  /** How a body gets into a JSON text. */
  enum Form {
    /** As text; what is no UTF-8 becomes U+FFFD, as AWS does. */
    TEXT,
    /** As text where it is UTF-8, else in base64: an HTTP API has no way to say which it wants. */
    TEXT_IF_WHOLE,
    BASE64
  }

  private static final char REPLACEMENT = '\uFFFD';

  private EventBody() {}

  /** The form of a REST API: as its binary media types say. */
  static Form of(BinaryMediaTypes binary, @Nullable String contentType) {
    return binary.matches(contentType) ? Form.BASE64 : Form.TEXT;
  }

  /** The form of an HTTP API: texts by their media type are text, all else is binary. */
  static Form of(Exchange exchange) {
    String type = exchange.request().headers().last(KnownHeader.CONTENT_TYPE);
    return type != null && isText(MediaType.of(type)) ? Form.TEXT_IF_WHOLE : Form.BASE64;
  }

  static void write(Bytes body, Form form, Empty empty, EventJson out) {
    boolean binary = false;
    if (body.length() == 0) {
      if (empty == Empty.NULL) {
        out.nothing("body");
      }
    } else if (form == Form.BASE64) {
      binary = true;
      out.base64("body", body.array());
    } else {
      String text = body.text();
      binary = form == Form.TEXT_IF_WHOLE && !isWhole(text, body);
      if (binary) {
        out.base64("body", body.array());
      } else {
        out.text("body", text);
      }
    }
    out.truth("isBase64Encoded", binary);
  }

  /** Whether no byte was lost on the way into {@code text}. */
  private static boolean isWhole(String text, Bytes body) {
    return text.indexOf(REPLACEMENT) < 0
        || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body.array());
  }

  private static boolean isText(String type) {
    return type.startsWith("text/")
        || type.equals(MediaType.JSON)
        || type.equals("application/javascript")
        || type.equals("application/xml")
        || type.endsWith("+json")
        || type.endsWith("+xml");
  }
}
