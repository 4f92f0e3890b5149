package io.sallyport.core.values;

import io.sallyport.core.pipeline.Exchange;
import io.sallyport.policy.ConditionKeys;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/**
 * The condition keys of a request that nobody signed. Keys of signed requests and of private APIs
 * are absent. See the API Gateway guide, "AWS condition keys that can be used in API Gateway
 * resource policies".
 */
public final class RequestKeys implements ConditionKeys {

  private final Exchange exchange;
  // A policy may ask for one key in every statement.
  private String known = "";
  private List<String> values = List.of();

  /** The keys of {@code exchange}'s request; confined to it. */
  public RequestKeys(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public List<String> values(String key) {
    if (!key.equals(known)) {
      values = find(key);
      known = key;
    }
    return values;
  }

  private List<String> find(String key) {
    return switch (key) {
      case "aws:currenttime" -> List.of(Instant.ofEpochMilli(exchange.arrivalMillis()).toString());
      case "aws:epochtime" -> List.of(Long.toString(exchange.arrivalMillis() / 1000));
      case "aws:securetransport" -> List.of(Boolean.toString(exchange.request().secure()));
      case "aws:sourceip" -> sourceIp();
      case "aws:useragent" -> exchange.request().headers().all("User-Agent");
      case "aws:referer" -> exchange.request().headers().all("Referer");
      default -> List.of();
    };
  }

  /** The address of the connection: what a header says of it anybody can write. */
  private List<String> sourceIp() {
    InetAddress address = exchange.request().source().getAddress();
    if (address == null) {
      return List.of();
    }
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return List.of(zone < 0 ? text : text.substring(0, zone));
  }
}
