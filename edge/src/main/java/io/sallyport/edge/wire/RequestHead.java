package io.sallyport.edge.wire;

import org.jspecify.annotations.Nullable;

/** The head of a request. */
public final class RequestHead extends Head {

  String method = "";
  String path = "/";
  @Nullable String query;
  String host = "";
  boolean expectsContinue;
  boolean grpc;
  boolean upgrade;

  /** The method; empty while it is not known. */
  public String method() {
    return method;
  }

  /** The path of the target, still encoded. */
  public String path() {
    return path;
  }

  /** What follows the first {@code ?} of the target, or null. */
  public @Nullable String query() {
    return query;
  }

  /** The host the caller named, in lower case and without port; empty when it named none. */
  public String host() {
    return host;
  }

  /** Whether the caller waits for {@code 100 Continue} before it sends its body. */
  public boolean expectsContinue() {
    return expectsContinue;
  }

  /** Whether this is a call of gRPC, to be carried as one. */
  public boolean isGrpc() {
    return grpc;
  }

  /** Whether the caller asks for another protocol; in HTTP/1.0 it cannot, RFC 9110 section 7.8. */
  public boolean asksToSwitch() {
    return upgrade && http11;
  }

  /** Whether a body follows. */
  public boolean hasBody() {
    return chunked || contentLength > 0;
  }
}
