package io.sallyport.core.event;

import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of a request that several events have: its path, its parameters and its variables. */
final class EventRequest {

  /** What stands for a map without members. */
  enum Empty {
    /** {@code null}, as in events of version 1.0 of integrations. */
    NULL,
    /** {@code {}}, as in events of version 1.0 of authorizers. */
    MAP,
    /** Nothing at all, as in events of version 2.0. */
    ABSENT
  }

  private EventRequest() {}

  /** The path without the stage; slashes doubled before the resource are one. */
  static String pathOfResource(Exchange exchange) {
    String path = exchange.request().path();
    int start = exchange.pathOffset();
    if (start >= path.length()) {
      return "/";
    }
    while (start + 1 < path.length()
        && path.charAt(start) == '/'
        && path.charAt(start + 1) == '/') {
      start++;
    }
    String own = path.substring(start);
    return own.startsWith("/") ? own : "/" + own;
  }

  /** What events of version 2.0 begin with, up to the parameters of the query. */
  static void version2(Exchange exchange, EventJson out) {
    String query = exchange.request().query();
    List<String> cookies = new ArrayList<>(4);
    Values headers = EventHeaders.http(exchange, cookies);
    out.text("routeKey", exchange.route().key());
    out.text("rawPath", exchange.request().path());
    out.text("rawQueryString", query == null ? "" : query);
    if (!cookies.isEmpty()) {
      out.texts("cookies", cookies);
    }
    headers.joined("headers", out);
    joinedQuery(exchange, out);
  }

  /** The query in the two members of version 1.0. */
  static void query(Exchange exchange, Empty empty, EventJson out) {
    Values query = EventQuery.of(exchange.request().query());
    if (query.isEmpty()) {
      none("queryStringParameters", empty, out);
      none("multiValueQueryStringParameters", empty, out);
      return;
    }
    query.lasts("queryStringParameters", out);
    query.lists("multiValueQueryStringParameters", out);
  }

  /** The query in the one member of version 2.0; nothing where there is none. */
  private static void joinedQuery(Exchange exchange, EventJson out) {
    Values query = EventQuery.of(exchange.request().query());
    if (!query.isEmpty()) {
      query.joined("queryStringParameters", out);
    }
  }

  /** The path parameters as they were sent, still encoded. */
  static void pathParameters(Exchange exchange, Empty empty, EventJson out) {
    Route route = exchange.route();
    List<String> names = route.parameters();
    if (names.isEmpty()) {
      none("pathParameters", empty, out);
      return;
    }
    out.open("pathParameters");
    for (int i = 0; i < names.size(); i++) {
      out.text(names.get(i), exchange.pathParameter(i));
    }
    out.close();
  }

  static void stageVariables(Exchange exchange, Empty empty, EventJson out) {
    Map<String, String> variables = exchange.route().stage().variables();
    if (variables.isEmpty()) {
      none("stageVariables", empty, out);
    } else {
      out.texts("stageVariables", variables);
    }
  }

  private static void none(String member, Empty empty, EventJson out) {
    switch (empty) {
      case NULL -> out.nothing(member);
      case MAP -> out.open(member).close();
      case ABSENT -> {}
    }
  }
}
