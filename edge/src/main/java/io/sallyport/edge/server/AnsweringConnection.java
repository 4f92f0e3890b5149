package io.sallyport.edge.server;

/** A connection on which requests are answered. */
interface AnsweringConnection extends ServerConnection {

  /** The socket has every answer. */
  void afterAnswers();

  /** Bytes wait for the caller to take them. */
  void stalls();
}
