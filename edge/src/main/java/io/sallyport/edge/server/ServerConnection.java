package io.sallyport.edge.server;

import io.sallyport.edge.loop.HttpVersion;

/** A connection of a caller, whatever is spoken on it. */
interface ServerConnection {

  /** What it speaks. Every connection begins with HTTP/1.1, and stays with it unless it says so. */
  default HttpVersion version() {
    return HttpVersion.HTTP_1_1;
  }

  /** Ends after what is being served; now, when nothing is. */
  void drain();

  /** Ends now. */
  void abort();
}
