package io.sallyport.conformance.http1;

import java.util.List;

/**
 * What the client of one raw stream got.
 *
 * @param statuses final statuses in order, 1xx left out
 * @param closed the gateway ended the connection
 */
record ClientView(List<Integer> statuses, boolean closed) {
  ClientView {
    statuses = List.copyOf(statuses);
  }

  /** Refused: only errors came back, or nothing came back and the connection was closed. */
  boolean refused() {
    return statuses.stream().allMatch(s -> s >= 400) && (closed || !statuses.isEmpty());
  }
}
