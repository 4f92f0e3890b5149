package io.sallyport.adapters.function.invoke;

import io.sallyport.adapters.aws.Signing;
import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionFailure.Kind;
import io.sallyport.core.pipeline.LambdaFunction;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A function behind an Invoke API. See the Lambda API reference, "Invoke". */
public final class InvokedFunction implements LambdaFunction {

  /** Bytes of an event that somebody waits for. */
  private static final int MAX_REQUEST = 6 * 1024 * 1024;

  /** Bytes of an event that is handled later. */
  private static final int MAX_EVENT = 256 * 1024;

  /** Calls at a time: what AWS lets an account have. */
  private static final int MAX_CALLS = 1000;

  private static final String WHOLE = "/invocations";

  private final InvokeClient client;
  private final URI uri;
  private final Signing signing;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * @param base what {@code /2015-03-31/functions/…} follows, or the whole URL
   * @param name a name or an ARN, without its qualifier
   * @param qualifier a version or an alias, or null
   */
  public InvokedFunction(
      InvokeClient client, URI base, String name, @Nullable String qualifier, Signing signing) {
    this.client = client;
    this.uri = uri(base.toString(), name, qualifier);
    this.signing = signing;
  }

  @Override
  public Runnable invoke(FunctionCall call, Receiver receiver) {
    int max = call.type() == InvocationType.EVENT ? MAX_EVENT : MAX_REQUEST;
    if (call.payload().array().length > max) {
      receiver.failed(
          new FunctionFailure(Kind.TOO_LARGE, "the event is longer than " + max + " bytes"));
      return () -> {};
    }
    if (running.incrementAndGet() > MAX_CALLS) {
      running.decrementAndGet();
      receiver.failed(
          new FunctionFailure(Kind.THROTTLED, MAX_CALLS + " calls of the function are under way"));
      return () -> {};
    }
    InvokeExchange exchange =
        new InvokeExchange(client, uri, signing, call, receiver, running::decrementAndGet);
    // Credentials may have to be fetched first, which blocks.
    Thread.ofVirtual().name("invoke").start(exchange::send);
    return exchange::cancel;
  }

  private static URI uri(String base, String name, @Nullable String qualifier) {
    if (base.endsWith(WHOLE)) {
      return URI.create(base);
    }
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    String query = qualifier == null ? "" : "?Qualifier=" + PercentCoding.encode(qualifier);
    return URI.create(root + "/2015-03-31/functions/" + PercentCoding.encode(name) + WHOLE + query);
  }
}
