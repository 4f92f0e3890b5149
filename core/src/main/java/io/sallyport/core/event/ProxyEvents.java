package io.sallyport.core.event;

import io.sallyport.core.event.EventRequest.Empty;
import io.sallyport.core.language.BinaryMediaTypes;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.pipeline.Exchange;

/**
 * What the functions of Lambda proxy integrations are given. The body of the exchange is held. See
 * the API Gateway guide, "Lambda proxy integrations in API Gateway" and "Create AWS Lambda proxy
 * integrations for HTTP APIs".
 */
public final class ProxyEvents {

  private static final int CAPACITY = 3072;

  private ProxyEvents() {}

  /**
   * The event of a REST API.
   *
   * @param binary the media types whose bodies are sent in base64
   */
  public static Bytes rest(Exchange exchange, BinaryMediaTypes binary) {
    EventJson out = new EventJson(capacity(exchange));
    version1(exchange, EventRequest.pathOfResource(exchange), EventHeaders.rest(exchange), out);
    EventContext.rest(exchange, out, json -> EventIdentity.rest(exchange, json));
    String type = exchange.request().headers().last(KnownHeader.CONTENT_TYPE);
    EventBody.write(exchange.held(), EventBody.of(binary, type), Empty.NULL, out);
    return out.end();
  }

  /** The event of version 1.0 of an HTTP API. */
  public static Bytes http1(Exchange exchange) {
    EventJson out = new EventJson(capacity(exchange));
    out.text("version", "1.0");
    version1(exchange, exchange.request().path(), EventHeaders.http(exchange), out);
    EventContext.http1(exchange, null, out, json -> EventIdentity.http1(exchange, json));
    EventBody.write(exchange.held(), EventBody.of(exchange), Empty.NULL, out);
    return out.end();
  }

  /** The event of version 2.0. */
  public static Bytes http2(Exchange exchange) {
    EventJson out = new EventJson(capacity(exchange));
    out.text("version", "2.0");
    EventRequest.version2(exchange, out);
    EventContext.http2(exchange, out, json -> EventIdentity.http2(exchange, json));
    EventBody.write(exchange.held(), EventBody.of(exchange), Empty.ABSENT, out);
    EventRequest.pathParameters(exchange, Empty.ABSENT, out);
    EventRequest.stageVariables(exchange, Empty.ABSENT, out);
    return out.end();
  }

  private static void version1(Exchange exchange, String path, Values headers, EventJson out) {
    out.text("resource", exchange.route().resourcePath());
    out.text("path", path);
    out.text("httpMethod", exchange.request().method());
    headers.lasts("headers", out);
    headers.lists("multiValueHeaders", out);
    EventRequest.query(exchange, Empty.NULL, out);
    EventRequest.pathParameters(exchange, Empty.NULL, out);
    EventRequest.stageVariables(exchange, Empty.NULL, out);
  }

  /** Room for the body in base64, so that it is seldom copied. */
  private static int capacity(Exchange exchange) {
    long body = exchange.held().length();
    return (int) Math.min(CAPACITY + body + body / 3, 1 << 26);
  }
}
