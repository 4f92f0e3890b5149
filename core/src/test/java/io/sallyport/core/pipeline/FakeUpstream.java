package io.sallyport.core.pipeline;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An endpoint without a socket: keeps what it is asked and answers what it is told. */
public final class FakeUpstream implements Upstream {

  private final List<UpstreamRequest> requests = new ArrayList<>();
  private final List<Receiver> receivers = new ArrayList<>();
  private @Nullable Answering answering = receiver -> respond(receiver, 200, "ok");
  private int stopped;

  /** What the endpoint does with each request. */
  public interface Answering {
    void answer(Receiver receiver);
  }

  @Override
  public Runnable send(UpstreamRequest request, Exchange exchange, Receiver receiver) {
    requests.add(request);
    receivers.add(receiver);
    if (answering != null) {
      answering.answer(receiver);
    }
    return () -> stopped++;
  }

  public FakeUpstream answers(int status, String body, String... headers) {
    answering = receiver -> respond(receiver, status, body, headers);
    return this;
  }

  public FakeUpstream does(Answering value) {
    answering = value;
    return this;
  }

  /** Keeps silent. */
  public FakeUpstream silent() {
    answering = null;
    return this;
  }

  public static void respond(Receiver receiver, int status, String body, String... headers) {
    receiver.answered(status, HeaderList.of(headers), Bytes.utf8(body));
  }

  public List<UpstreamRequest> requests() {
    return requests;
  }

  public UpstreamRequest request() {
    return requests.getLast();
  }

  public Receiver receiver() {
    return receivers.getLast();
  }

  public int stopped() {
    return stopped;
  }

  /** The fields of the last request as they would go over the wire, {@code name: value}. */
  public List<String> headers() {
    return Wire.headers(request().headers(), request().rules(), request().edits());
  }

  /** What the fields of a message become on the wire. */
  public static final class Wire {

    private Wire() {}

    public static List<String> headers(Headers base, HeaderRules rules, HeaderEdits edits) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < base.size(); i++) {
        HeaderRules.Treatment treatment = rules.of(base.known(i));
        if (treatment != HeaderRules.Treatment.DROP && !edits.hides(base, i)) {
          String prefix =
              treatment == HeaderRules.Treatment.REMAP ? HeaderRules.REMAPPED_PREFIX : "";
          lines.add(prefix + base.name(i) + ": " + base.value(i));
        }
      }
      for (int i = 0; i < edits.size(); i++) {
        lines.add(edits.name(i) + ": " + edits.value(i));
      }
      return lines;
    }
  }
}
