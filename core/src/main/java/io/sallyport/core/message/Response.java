package io.sallyport.core.message;

/**
 * A response on its way to the caller: a status, the fields it starts from, what happens to them,
 * what is added, and a body.
 */
public final class Response implements Answer {

  private final int status;
  private final Headers headers;
  private final HeaderRules rules;
  private final HeaderEdits edits = new HeaderEdits();
  private final Body body;

  public Response(int status, Headers headers, HeaderRules rules, Body body) {
    this.status = status;
    this.headers = headers;
    this.rules = rules;
    this.body = body;
  }

  /** A response made by the gateway itself. */
  public static Response of(int status, HeaderList headers, Body body) {
    return new Response(status, headers, HeaderRules.PASS_ALL, body);
  }

  public int status() {
    return status;
  }

  /** The fields as they came from the integration. */
  public Headers headers() {
    return headers;
  }

  /** What happens to {@link #headers()}. */
  public HeaderRules rules() {
    return rules;
  }

  /** What is added to, or put in place of, {@link #headers()}. */
  public HeaderEdits edits() {
    return edits;
  }

  public Body body() {
    return body;
  }
}
