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
  private final String noun;
  private final Openness openness;

  Place(String words, Openness openness) {
    this.words = words;
    this.noun = words.replaceFirst("^(a|an|the) ", "");
    this.openness = openness;
  }

  /** The place as a sentence names it, with its article. */
  public String words() {
    return words;
  }

  /** The place as a list names it, without its article. */
  public String noun() {
    return noun;
  }

  Openness openness() {
    return openness;
  }
}
