package io.sallyport.core.integration;

import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import io.sallyport.core.pipeline.WebSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * HTTP_PROXY of an HTTP API: everything goes through but what belongs to one connection; who called
 * is told in {@code Forwarded} (RFC 7239), and what callers claim about that themselves is dropped.
 * Streams; waits for the endpoint; refuses path values with dot segments, WebSocket handshakes
 * unless they are switched on, timeouts and unreachable endpoints. See the API Gateway guide,
 * "Create HTTP proxy integrations for HTTP APIs".
 */
public final class HttpApiProxyIntegration implements Integration {

  /** Whether the whole request path is added to the address, as the $default route does. */
  public enum PathUse {
    VARIABLES,
    APPENDED
  }

  private static final String VIA = "HTTP/1.1 AmazonAPIGateway";

  private final HttpEndpoint endpoint;
  private final PathUse pathUse;
  private final WebSocket webSocket;

  public HttpApiProxyIntegration(HttpEndpoint endpoint, PathUse pathUse, WebSocket webSocket) {
    this.endpoint = endpoint;
    this.pathUse = pathUse;
    this.webSocket = webSocket;
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    Protocol protocol = protocol(exchange);
    if (protocol == Protocol.WEBSOCKET) {
      String why = refusal(exchange);
      if (why != null) {
        return new Now<>(Failures.webSocket(why));
      }
    }
    String path = path(exchange);
    if (path == null) {
      return new Now<>(Failures.dotSegment());
    }
    QueryWriter target = new QueryWriter(path);
    endpoint.uri().query(exchange, target);
    String query = exchange.request().query();
    target.raw(query == null ? null : PercentCoding.repairQuery(query));
    return endpoint.call(
        exchange,
        target.target(),
        HeaderTables.HTTP_REQUEST,
        edits(exchange),
        exchange.body(),
        protocol,
        HttpApiProxyIntegration::read);
  }

  private Protocol protocol(Exchange exchange) {
    boolean opens =
        exchange.caller().asksToSwitch()
            && webSocket != WebSocket.IGNORED
            && WebSocketHandshake.opens(exchange.request());
    return opens ? Protocol.WEBSOCKET : Protocol.HTTP_WITH_TRAILERS;
  }

  /** Why a WebSocket handshake goes no further, or null. */
  private @Nullable String refusal(Exchange exchange) {
    if (webSocket == WebSocket.REFUSED) {
      return "WebSocket is not switched on";
    }
    if (exchange.request().body().length() != 0) {
      return "a WebSocket handshake with a body";
    }
    String method = endpoint.methodFor(exchange);
    return method.equals("GET")
        ? null
        : "a WebSocket handshake is a GET, and the integration's method is `" + method + "`";
  }

  private @Nullable String path(Exchange exchange) {
    String own = endpoint.uri().path(exchange);
    if (own == null || pathUse == PathUse.VARIABLES) {
      return own;
    }
    String sent = exchange.request().path().substring(exchange.pathOffset());
    if (UriTemplate.refuses(sent)) {
      return null;
    }
    String base = own.endsWith("/") ? own.substring(0, own.length() - 1) : own;
    return base + PercentCoding.repairPath(sent.startsWith("/") ? sent : "/" + sent);
  }

  private static HeaderEdits edits(Exchange exchange) {
    HeaderEdits edits = new HeaderEdits();
    Request request = exchange.request();
    edits.set(KnownHeader.FORWARDED, forwarded(exchange, request));
    edits.add(KnownHeader.VIA.canonical(), VIA);
    edits.set(KnownHeader.X_AMZN_TRACE_ID, exchange.trace());
    return edits;
  }

  private static String forwarded(Exchange exchange, Request request) {
    StringBuilder out = new StringBuilder(96);
    out.append("by=_").append(exchange.route().stage().apiId()).append(";for=");
    InetAddress source = request.source().getAddress();
    if (source instanceof Inet6Address) {
      out.append("\"[").append(source.getHostAddress()).append("]\"");
    } else {
      out.append(source == null ? "unknown" : source.getHostAddress());
    }
    out.append(";host=").append(request.host());
    return out.append(request.secure() ? ";proto=https" : ";proto=http").toString();
  }

  private static Answer read(Exchange exchange, int status, Headers headers, Body body) {
    return new Response(status, headers, HeaderTables.HTTP_RESPONSE, body);
  }
}
