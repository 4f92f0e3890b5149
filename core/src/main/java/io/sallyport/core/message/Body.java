package io.sallyport.core.message;

/**
 * The bytes of one message, used exactly once: streamed by the edge to the other side, held, or
 * discarded. Bytes that nobody in the core asks for never leave the edge.
 */
public interface Body {

  /** A message without a body. */
  Body EMPTY = new Bytes(new byte[0]);

  /** The length in bytes, or -1 when it is not known in advance. */
  long length();

  /**
   * Collects the whole body in memory and then calls {@code holder} once, on the exchange's loop;
   * at once when the bytes are there already.
   *
   * @param limit the greatest length that is held, in bytes
   * @param budget what all held bodies together may use; the edge charges it before it keeps bytes
   *     and releases it when the exchange ends
   */
  void hold(int limit, BodyBudget budget, Holder holder);

  /** Reads and forgets whatever has not been used. */
  void discard();

  /** Receives a held body, or the reason there is none. */
  interface Holder {
    void held(Bytes body);

    void refused(Refusal refusal);
  }
}
