package io.sallyport.core.integration;

import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.HeaderRules.Treatment;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.values.DroppedHeaders;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which header fields pass between caller and endpoint. REST tables as recorded from AWS; HTTP APIs
 * pass everything but what belongs to one connection.
 */
final class HeaderTables {

  /** What becomes of a Content-Encoding field of a REST API's HTTP_PROXY endpoint. */
  enum ContentEncoding {
    /** Dropped, as recorded from AWS; what AWS does to an encoded body then is not known. */
    DROPPED,
    /** Kept, so that the caller can read an encoded body. */
    KEPT
  }

  /** Whether {@code X-HTTP-Method-Override} of a caller reaches an endpoint. */
  enum MethodOverride {
    /** It does not: an endpoint that obeys it would serve a method no rule was asked about. */
    DROPPED,
    KEPT
  }

  /** What runs. */
  static final ContentEncoding CONTENT_ENCODING = ContentEncoding.KEPT;

  /** What runs. AWS obeys the field itself; the gateway never does. */
  static final MethodOverride METHOD_OVERRIDE = MethodOverride.DROPPED;

  /** Caller to endpoint, REST HTTP_PROXY. */
  static final HeaderRules REST_REQUEST = restRequest();

  /** Endpoint to caller, REST HTTP_PROXY. */
  static final HeaderRules REST_RESPONSE = restResponse(CONTENT_ENCODING);

  /** Function to caller, REST AWS_PROXY. */
  static final HeaderRules REST_LAMBDA = restProxy().build();

  /** Caller to endpoint, HTTP API. */
  static final HeaderRules HTTP_REQUEST = httpRequest();

  /** Endpoint to caller, HTTP API. */
  static final HeaderRules HTTP_RESPONSE =
      HeaderRules.builder(Treatment.PASS).set(Treatment.DROP, hopByHop()).build();

  /** Mapped request headers that fail the call. */
  private static final Set<KnownHeader> ILLEGAL =
      EnumSet.of(
          KnownHeader.CONTENT_LENGTH,
          KnownHeader.TRANSFER_ENCODING,
          KnownHeader.X_AMZN_TRACE_ID,
          KnownHeader.X_AMZN_APIGATEWAY_API_ID);

  /** Mapped request headers that fail the call of an AWS service, too. */
  private static final Set<KnownHeader> ILLEGAL_FOR_AWS =
      EnumSet.of(
          KnownHeader.AUTHORIZATION,
          KnownHeader.CONNECTION,
          KnownHeader.EXPECT,
          KnownHeader.PROXY_AUTHENTICATE,
          KnownHeader.TE);

  /** Mapped request headers that vanish. */
  private static final Set<KnownHeader> VANISHING =
      EnumSet.of(
          KnownHeader.CONNECTION,
          KnownHeader.EXPECT,
          KnownHeader.PROXY_AUTHENTICATE,
          KnownHeader.TE,
          KnownHeader.VIA,
          KnownHeader.KEEP_ALIVE,
          KnownHeader.PROXY_CONNECTION);

  /** Mapped response headers that reach the caller under another name. */
  private static final Set<KnownHeader> REMAPPED =
      EnumSet.of(
          KnownHeader.AUTHORIZATION,
          KnownHeader.CONNECTION,
          KnownHeader.CONTENT_LENGTH,
          KnownHeader.CONTENT_MD5,
          KnownHeader.DATE,
          KnownHeader.EXPECT,
          KnownHeader.HOST,
          KnownHeader.MAX_FORWARDS,
          KnownHeader.PROXY_AUTHENTICATE,
          KnownHeader.SERVER,
          KnownHeader.TRAILER,
          KnownHeader.UPGRADE,
          KnownHeader.USER_AGENT,
          KnownHeader.WWW_AUTHENTICATE,
          KnownHeader.X_AMZN_REQUEST_ID);

  private HeaderTables() {}

  static MappedRequestHeader requestTarget(String name) {
    KnownHeader known = KnownHeader.of(name);
    if (known == null) {
      return MappedRequestHeader.SENT;
    }
    if (ILLEGAL.contains(known)) {
      return MappedRequestHeader.ILLEGAL;
    }
    return VANISHING.contains(known) ? MappedRequestHeader.VANISHES : MappedRequestHeader.SENT;
  }

  /** As {@link #requestTarget}, for AWS and AWS_PROXY, which are stricter. */
  static MappedRequestHeader functionTarget(String name) {
    KnownHeader known = KnownHeader.of(name);
    return known != null && (ILLEGAL.contains(known) || ILLEGAL_FOR_AWS.contains(known))
        ? MappedRequestHeader.ILLEGAL
        : MappedRequestHeader.SENT;
  }

  /** The name a mapped response header {@code name} gets; empty when it is dropped. */
  static String responseTarget(String name) {
    KnownHeader known = KnownHeader.of(name);
    if (known == null) {
      return name;
    }
    if (known == KnownHeader.TRANSFER_ENCODING) {
      return "";
    }
    return REMAPPED.contains(known) ? HeaderRules.REMAPPED_PREFIX + name : name;
  }

  static HeaderRules restResponse(ContentEncoding encoding) {
    HeaderRules.Builder rules = restProxy().set(Treatment.DROP, KnownHeader.VIA);
    return encoding == ContentEncoding.KEPT
        ? rules.build()
        : rules.set(Treatment.DROP, KnownHeader.CONTENT_ENCODING).build();
  }

  private static HeaderRules.Builder restProxy() {
    return HeaderRules.builder(Treatment.PASS)
        .set(Treatment.DROP, hopByHop())
        .set(
            Treatment.REMAP,
            KnownHeader.CONNECTION,
            KnownHeader.CONTENT_LENGTH,
            KnownHeader.DATE,
            KnownHeader.SERVER,
            KnownHeader.WWW_AUTHENTICATE,
            KnownHeader.X_AMZN_REQUEST_ID);
  }

  private static HeaderRules restRequest() {
    HeaderRules.Builder rules =
        HeaderRules.builder(Treatment.PASS)
            .set(Treatment.DROP, hopByHop())
            .set(Treatment.DROP, DroppedHeaders.all())
            .set(
                Treatment.DROP,
                KnownHeader.CONTENT_ENCODING,
                KnownHeader.HOST,
                KnownHeader.PROXY_AUTHORIZATION,
                KnownHeader.VIA,
                KnownHeader.X_AMZN_APIGATEWAY_API_ID,
                KnownHeader.X_AMZN_TRACE_ID);
    return dropOverride(rules).build();
  }

  private static HeaderRules httpRequest() {
    HeaderRules.Builder rules =
        HeaderRules.builder(Treatment.PASS)
            .set(Treatment.DROP, hopByHop())
            .set(
                Treatment.DROP,
                KnownHeader.EXPECT,
                KnownHeader.FORWARDED,
                KnownHeader.HOST,
                KnownHeader.PROXY_AUTHORIZATION,
                KnownHeader.X_AMZN_TRACE_ID,
                KnownHeader.X_FORWARDED_FOR,
                KnownHeader.X_FORWARDED_HOST,
                KnownHeader.X_FORWARDED_PORT,
                KnownHeader.X_FORWARDED_PROTO);
    return dropOverride(rules).build();
  }

  private static HeaderRules.Builder dropOverride(HeaderRules.Builder rules) {
    return METHOD_OVERRIDE == MethodOverride.KEPT
        ? rules
        : rules.set(Treatment.DROP, KnownHeader.X_HTTP_METHOD_OVERRIDE);
  }

  private static KnownHeader[] hopByHop() {
    return new KnownHeader[] {
      KnownHeader.CONNECTION,
      KnownHeader.CONTENT_LENGTH,
      KnownHeader.KEEP_ALIVE,
      KnownHeader.PROXY_CONNECTION,
      KnownHeader.TE,
      KnownHeader.TRAILER,
      KnownHeader.TRANSFER_ENCODING,
      KnownHeader.UPGRADE
    };
  }
}
