package io.sallyport.edge.server;

import io.sallyport.edge.loop.HttpVersion;

/** A connection of a caller, whatever version of HTTP it speaks. */
interface ServerConnection {

  /** What it speaks. Every connection begins with HTTP/1.1, and stays with it unless it says so. */
  default HttpVersion version() {
    return HttpVersion.HTTP_1_1;
  }

  /** Ends after the requests being served; now, when there are none. */
  void drain();

  /** Ends now. */
  void abort();

  /** The socket has every answer. */
  void afterAnswers();

  /** Bytes wait for the caller to take them. */
  void stalls();
}
