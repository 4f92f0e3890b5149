package io.sallyport.core.compile;

import io.sallyport.core.language.Suggestions;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Access log formats that have a name. {@code clf}, {@code xml} and {@code csv} are those of AWS's
 * console; see the API Gateway guide, "Access log formats" and "Configure logging for HTTP APIs".
 * {@code json}, the default, is AWS's with path, API, stage, latencies and error beside.
 */
public enum AccessLogPreset {
  JSON(
      "{\"requestId\":\"$context.requestId\",\"extendedRequestId\":\"$context.extendedRequestId\","
          + "\"ip\":\"$context.identity.sourceIp\",\"requestTime\":\"$context.requestTime\","
          + "\"httpMethod\":\"$context.httpMethod\",\"path\":\"$context.path\","
          + "\"resourcePath\":\"$context.resourcePath\",\"apiId\":\"$context.apiId\","
          + "\"stage\":\"$context.stage\",\"status\":\"$context.status\","
          + "\"protocol\":\"$context.protocol\",\"responseLength\":\"$context.responseLength\","
          + "\"responseLatency\":\"$context.responseLatency\","
          + "\"integrationLatency\":\"$context.integrationLatency\","
          + "\"errorType\":\"$context.error.responseType\"}",
      "{\"requestId\":\"$context.requestId\",\"ip\":\"$context.identity.sourceIp\","
          + "\"requestTime\":\"$context.requestTime\",\"httpMethod\":\"$context.httpMethod\","
          + "\"path\":\"$context.path\",\"routeKey\":\"$context.routeKey\","
          + "\"apiId\":\"$context.apiId\",\"stage\":\"$context.stage\","
          + "\"status\":\"$context.status\",\"protocol\":\"$context.protocol\","
          + "\"responseLength\":\"$context.responseLength\","
          + "\"responseLatency\":\"$context.responseLatency\","
          + "\"integrationLatency\":\"$context.integrationLatency\"}"),
  CLF(
      "$context.identity.sourceIp $context.identity.caller $context.identity.user"
          + " [$context.requestTime]"
          + " \"$context.httpMethod $context.resourcePath $context.protocol\" $context.status"
          + " $context.responseLength $context.requestId $context.extendedRequestId",
      "$context.identity.sourceIp - - [$context.requestTime]"
          + " \"$context.httpMethod $context.routeKey $context.protocol\" $context.status"
          + " $context.responseLength $context.requestId"),
  XML(
      "<request id=\"$context.requestId\">"
          + " <extendedRequestId>$context.extendedRequestId</extendedRequestId>"
          + " <ip>$context.identity.sourceIp</ip> <caller>$context.identity.caller</caller>"
          + " <user>$context.identity.user</user>"
          + " <requestTime>$context.requestTime</requestTime>"
          + " <httpMethod>$context.httpMethod</httpMethod>"
          + " <resourcePath>$context.resourcePath</resourcePath>"
          + " <status>$context.status</status> <protocol>$context.protocol</protocol>"
          + " <responseLength>$context.responseLength</responseLength> </request>",
      "<request id=\"$context.requestId\"> <ip>$context.identity.sourceIp</ip>"
          + " <requestTime>$context.requestTime</requestTime>"
          + " <httpMethod>$context.httpMethod</httpMethod> <routeKey>$context.routeKey</routeKey>"
          + " <status>$context.status</status> <protocol>$context.protocol</protocol>"
          + " <responseLength>$context.responseLength</responseLength> </request>"),
  CSV(
      "$context.identity.sourceIp,$context.identity.caller,$context.identity.user,"
          + "$context.requestTime,$context.httpMethod,$context.resourcePath,$context.protocol,"
          + "$context.status,$context.responseLength,$context.requestId,"
          + "$context.extendedRequestId",
      "$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,"
          + "$context.protocol,$context.status,$context.responseLength,$context.requestId");

  private final String rest;
  private final String http;

  AccessLogPreset(String rest, String http) {
    this.rest = rest;
    this.http = http;
  }

  /** The preset called {@code name}, in lower case; empty when none is. */
  public static Optional<AccessLogPreset> named(String name) {
    return Stream.of(values()).filter(preset -> preset.lower().equals(name)).findFirst();
  }

  /** The preset probably meant by {@code name}, or null. */
  static @Nullable String suggestion(String name) {
    List<String> names = Stream.of(values()).map(AccessLogPreset::lower).toList();
    String lower = name.toLowerCase(Locale.ROOT);
    return names.contains(lower) ? lower : Suggestions.nearest(lower, names);
  }

  /** The format for APIs of {@code type}. */
  public String format(ApiType type) {
    return switch (type) {
      case REST -> rest;
      case HTTP -> http;
    };
  }

  private String lower() {
    return name().toLowerCase(Locale.ROOT);
  }
}
