package io.sallyport.core.authorizer;

import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.values.RequestValue;
import java.util.ArrayList;
import java.util.List;

/** Where an authorizer's identity values are read, in order. */
public final class IdentitySources {

  /** Room for a token as they are common. */
  private static final int KEY_BYTES = 1024;

  private final List<RequestValue> sources;

  /**
   * @param sources each gives every value of its header or parameter
   */
  public IdentitySources(List<RequestValue> sources) {
    this.sources = List.copyOf(sources);
  }

  Values read(Exchange exchange) {
    List<String> values = new ArrayList<>(sources.size());
    StringBuilder key = new StringBuilder(KEY_BYTES);
    Presence presence = Presence.COMPLETE;
    for (RequestValue source : sources) {
      List<String> each = source.each(exchange);
      String value = each.size() == 1 ? each.getFirst() : String.join(",", each);
      if (isEmpty(each)) {
        presence = Presence.INCOMPLETE;
      }
      values.add(value);
      // INVARIANT: lengths stand before the values, so that no two requests with different values
      // share what is remembered, whatever is in them.
      key.append(each.size()).append(':').append(value.length()).append(':').append(value);
    }
    return new Values(values, key.toString(), presence);
  }

  /** A header sent twice with nothing in it is as good as none. */
  private static boolean isEmpty(List<String> each) {
    for (String value : each) {
      if (!value.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Whether a request has something for every source. */
  enum Presence {
    COMPLETE,
    INCOMPLETE
  }

  /**
   * What a request has.
   *
   * @param each one text for each source; values of a repeated header joined by commas, empty for
   *     none
   * @param key the same as one text, different for different values
   */
  record Values(List<String> each, String key, Presence presence) {}
}
