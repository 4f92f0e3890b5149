package io.sallyport.core.pipeline;

/**
 * The life of a request, in order. The compiler sorts a route's steps by phase, and {@code
 * docs/life-of-a-request.md} tells it to readers; a test holds the two together.
 */
public enum Phase {
  SELECT("host, then API, then stage, then method or route: once, and never again"),
  PREFLIGHT("an HTTP API's own answer to a CORS preflight"),
  PROTECT("what guards the API before the caller is known"),
  IDENTIFY("who the caller is"),
  AUTHORIZE("whether that caller may"),
  METER("keys, plans, throttles and quotas"),
  VALIDATE("required parameters, then the body against its model"),
  CACHE("a stage cache's hit"),
  SHAPE("the request as the integration wants it"),
  INTEGRATE("the integration's response"),
  SHAPE_BACK("the response as the caller wants it, and the gateway's own headers"),
  RECORD("exactly one record of every request that arrived");

  private final String sentence;

  Phase(String sentence) {
    this.sentence = sentence;
  }

  /** What happens in this phase. */
  public String sentence() {
    return sentence;
  }
}
