package io.sallyport.edge.wire;

import io.sallyport.core.message.Body;

/** A body whose bytes arrive on a connection of the edge. */
public abstract class StreamBody implements Body {

  /** Sends the body to {@code sink}, as it arrives. Once, and instead of holding it. */
  public abstract void pour(Sink sink);

  /** Asks for no more bytes until {@link #resume}. */
  public abstract void pause();

  /** Asks for bytes again. */
  public abstract void resume();

  /** Whether every byte has arrived and was handed on. */
  public abstract boolean complete();
}
