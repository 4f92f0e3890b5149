package io.sallyport.core.integration;

/** What becomes of a header an operator maps onto the request to an endpoint. */
public enum MappedRequestHeader {
  SENT,
  /** It is left out without a word, as AWS does. */
  VANISHES,
  /** It makes every call fail with 500, as AWS does. */
  ILLEGAL;

  /** What becomes of the header called {@code name}. */
  public static MappedRequestHeader of(String name) {
    return HeaderTables.requestTarget(name);
  }

  /** What becomes of the header called {@code name} where a function is called. */
  public static MappedRequestHeader ofFunction(String name) {
    return HeaderTables.functionTarget(name);
  }
}
