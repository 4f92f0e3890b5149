package io.sallyport.conformance.definitions;

import java.util.Set;

/**
 * Why a real definition is refused. A problem that none of the sets has may be a fault of the
 * reader, so that somebody has to look at the definition first.
 */
enum Reason {
  NOT_ENFORCED(
      "not enforced or served yet",
      "api-key-not-enforced",
      "binary-media-types-not-supported",
      "client-certificate-not-enforced",
      "cors-not-enforced",
      "credentials-not-supported",
      "custom-domain-not-enforced",
      "format-not-supported",
      "function-url-not-served",
      "iam-not-enforced",
      "integration-type-not-supported",
      "nested-stack-not-read",
      "policy-not-enforced",
      "private-endpoint-not-enforced",
      "response-streaming-not-supported",
      "template-needs-vtl",
      "throttling-not-enforced",
      "usage-plan-not-enforced",
      "validator-not-enforced",
      "vpc-link-not-supported",
      "web-acl-not-enforced",
      "websocket-api-not-supported"),
  NEEDS_MORE(
      "needs a value, file or function that is not in the corpus",
      "api-not-in-template",
      "cloudformation-function-not-supported",
      "external-file",
      "function-not-configured",
      "unresolved-parameter"),
  MISTAKE(
      "a mistake of the definition",
      "duplicate-key",
      "invalid-identity-source",
      "invalid-mapping-source",
      "invalid-uri",
      "missing-property",
      "no-integration",
      "sam-invalid",
      "unknown-property"),
  UNEXPECTED("unexpected");

  private final String said;
  private final Set<String> problems;

  Reason(String said, String... problems) {
    this.said = said;
    this.problems = Set.of(problems);
  }

  static Reason of(String problem) {
    for (Reason reason : values()) {
      if (reason.problems.contains(problem)) {
        return reason;
      }
    }
    return UNEXPECTED;
  }

  /** The reason in a few words. */
  String said() {
    return said;
  }
}
