package io.sallyport.edge.server;

/** A connection of a caller, whatever version of HTTP it speaks. */
interface ServerConnection {

  /** Ends after the requests being served; now, when there are none. */
  void drain();

  /** Ends now. */
  void abort();

  /** The socket has every answer. */
  void afterAnswers();

  /** Bytes wait for the caller to take them. */
  void stalls();
}
