package io.sallyport.edge.loop;

/** What a caller's connection speaks. */
public enum HttpVersion {
  HTTP_1_1("HTTP/1.1"),
  HTTP_2("HTTP/2");

  private final String label;

  HttpVersion(String label) {
    this.label = label;
  }

  /** Its name, as metrics tell it. */
  public String label() {
    return label;
  }
}
