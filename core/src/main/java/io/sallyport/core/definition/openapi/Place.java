package io.sallyport.core.definition.openapi;

/** The kinds of object whose properties the table knows. */
public enum Place {
  ROOT("the document", Openness.EXTENSIONS),
  COMPONENTS("components", Openness.EXTENSIONS),
  SERVER("a server", Openness.EXTENSIONS),
  TAG("a tag", Openness.EXTENSIONS),
  PATH_ITEM("a path item", Openness.EXTENSIONS),
  OPERATION("an operation", Openness.EXTENSIONS),
  SECURITY_SCHEME("a security scheme", Openness.EXTENSIONS),
  AUTHORIZER("an authorizer", Openness.NOTHING),
  JWT_CONFIGURATION("a jwtConfiguration", Openness.NOTHING),
  INTEGRATION("an integration", Openness.NOTHING),
  INTEGRATION_RESPONSE("an integration response", Openness.NOTHING),
  TLS_CONFIGURATION("a tlsConfig", Openness.NOTHING),
  GATEWAY_RESPONSE("a gateway response", Openness.NOTHING),
  ENDPOINT_CONFIGURATION("an endpoint configuration", Openness.NOTHING),
  REQUEST_VALIDATOR("a request validator", Openness.NOTHING);

  /** What an object may hold beside the properties of the table. */
  enum Openness {
    /** Extensions of others, {@code x-…}. */
    EXTENSIONS,
    NOTHING
  }

  private final String words;
  private final Openness openness;

  Place(String words, Openness openness) {
    this.words = words;
    this.openness = openness;
  }

  /** The place as a sentence names it. */
  String words() {
    return words;
  }

  Openness openness() {
    return openness;
  }
}
