package io.sallyport.conformance.definitions;

/**
 * Why a real definition is refused. A problem that is not listed may be a fault of the reader, so
 * that somebody has to look at the definition first.
 */
enum Reason {
  NOT_ENFORCED("not enforced or served yet"),
  NEEDS_MORE("needs a value, file or function that is not in the corpus"),
  MISTAKE("a mistake of the definition"),
  UNEXPECTED("unexpected");

  private final String said;

  Reason(String said) {
    this.said = said;
  }

  static Reason of(String problem) {
    return switch (problem) {
      case "api-key-not-enforced",
          "binary-media-types-not-supported",
          "client-certificate-not-enforced",
          "cors-not-enforced",
          "credentials-not-supported",
          "custom-domain-not-enforced",
          "format-not-supported",
          "function-url-not-served",
          "iam-not-enforced",
          "integration-type-not-supported",
          "policy-not-enforced",
          "private-endpoint-not-enforced",
          "response-streaming-not-supported",
          "template-needs-vtl",
          "throttling-not-enforced",
          "usage-plan-not-enforced",
          "validator-not-enforced",
          "vpc-link-not-supported",
          "web-acl-not-enforced",
          "websocket-api-not-supported" ->
          NOT_ENFORCED;
      case "api-not-in-template",
          "cloudformation-function-not-supported",
          "external-file",
          "function-not-configured",
          "unresolved-parameter" ->
          NEEDS_MORE;
      case "duplicate-key",
          "invalid-identity-source",
          "invalid-mapping-source",
          "invalid-uri",
          "missing-property",
          "no-integration",
          "sam-invalid",
          "unknown-property" ->
          MISTAKE;
      default -> UNEXPECTED;
    };
  }

  /** The reason in a few words. */
  String said() {
    return said;
  }
}
