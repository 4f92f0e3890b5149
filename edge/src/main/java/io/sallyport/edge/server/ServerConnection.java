package io.sallyport.edge.server;

/** A connection of a caller, whatever is spoken on it. */
interface ServerConnection {

  /** Ends after what is being served; now, when nothing is. */
  void drain();

  /** Ends now. */
  void abort();
}
