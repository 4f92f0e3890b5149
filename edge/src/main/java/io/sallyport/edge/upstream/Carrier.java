package io.sallyport.edge.upstream;

import io.sallyport.core.message.Refusal;

/** What carries one call: a connection of HTTP/1.1, or a stream of HTTP/2. */
interface Carrier {

  /** The answer is on its way already and must not look complete. */
  void broken(Refusal why);

  /** The call is not wanted any more. */
  void drop();
}
