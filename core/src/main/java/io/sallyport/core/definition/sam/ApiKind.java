package io.sallyport.core.definition.sam;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two kinds of API that SAM writes, and how an event names one of them. */
enum ApiKind {
  REST("AWS::Serverless::Api", "Api", "RestApiId", "ServerlessRestApi"),
  HTTP("AWS::Serverless::HttpApi", "HttpApi", "ApiId", "ServerlessHttpApi");

  private final String type;
  private final String event;
  private final String property;
  private final String implicitId;

  ApiKind(String type, String event, String property, String implicitId) {
    this.type = type;
    this.event = event;
    this.property = property;
    this.implicitId = implicitId;
  }

  /** The kind of the events of that type; empty where they are no routes. */
  static Optional<ApiKind> ofEvent(@Nullable String type) {
    for (ApiKind kind : values()) {
      if (kind.event.equals(type)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The type of the resource. */
  String type() {
    return type;
  }

  /** The property by which an event names its API. */
  String property() {
    return property;
  }

  /** The logical id of the API whose events name none. */
  String implicitId() {
    return implicitId;
  }
}
