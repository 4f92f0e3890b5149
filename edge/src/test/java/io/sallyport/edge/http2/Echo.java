package io.sallyport.edge.http2;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers with the request as it was understood, once its body is there: {@code METHOD path body},
 * then a line for each header field but Host. For the path {@code /long/n} it answers n letters.
 */
final class Echo implements Integration {

  /** The longest body that can be sent to it. */
  static final int HOLDS = 1024 * 1024;

  private static final String LONG = "/long/";

  private final AtomicInteger calls = new AtomicInteger();

  /** How many requests have come this far. */
  int calls() {
    return calls.get();
  }

  @Override
  public int holds() {
    return HOLDS;
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    calls.incrementAndGet();
    return new Now<>(
        Response.of(200, HeaderList.of("Content-Type", "text/plain"), Bytes.utf8(text(exchange))));
  }

  private static String text(Exchange exchange) {
    String path = exchange.request().path();
    if (path.startsWith(LONG)) {
      return "y".repeat(Integer.parseInt(path.substring(LONG.length())));
    }
    StringBuilder text = new StringBuilder(exchange.request().method());
    text.append(' ').append(path).append(' ').append(exchange.held().text()).append('\n');
    Headers headers = exchange.request().headers();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.known(i) != KnownHeader.HOST) {
        text.append(headers.name(i).toLowerCase(Locale.ROOT));
        text.append(": ").append(headers.value(i)).append('\n');
      }
    }
    return text.toString();
  }
}
