package io.sallyport.adapters.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.language.Sha256;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with AWS Signature Version 4, in headers. See the IAM user guide, "Create a signed
 * AWS API request". Not for S3, which does not encode a path twice.
 */
final class SigV4Signer {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final HexFormat HEX = HexFormat.of();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String region;
  private final String service;

  SigV4Signer(String region, String service) {
    this.region = region;
    this.service = service;
  }

  /**
   * The headers to add to the request.
   *
   * @param uri its path and query encoded as they are sent
   * @param headers those that are signed, beside the host
   */
  Map<String, String> sign(
      String method,
      URI uri,
      Map<String, String> headers,
      byte[] body,
      AwsCredentials credentials,
      Instant now) {
    String time = TIME.format(now);
    SortedMap<String, String> signed = new TreeMap<>();
    headers.forEach((name, value) ->
        signed.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
    signed.put("host", host(uri));
    signed.put("x-amz-date", time);
    Map<String, String> added = new TreeMap<>();
    added.put("X-Amz-Date", time);
    if (credentials.sessionToken() != null) {
      signed.put("x-amz-security-token", credentials.sessionToken());
      added.put("X-Amz-Security-Token", credentials.sessionToken());
    }
    String names = String.join(";", signed.keySet());
    String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    String request = canonical(method, uri, signed, names, body);
    String text = ALGORITHM + "\n" + time + "\n" + scope + "\n" + HEX.formatHex(Sha256.of(request));
    String signature = HEX.formatHex(hmac(key(credentials.secretAccessKey(), time), text));
    added.put(
        "Authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, credentials.accessKeyId(), scope, names, signature));
    return added;
  }

  private static String canonical(
      String method, URI uri, SortedMap<String, String> signed, String names, byte[] body) {
    StringBuilder text = new StringBuilder(method).append('\n');
    text.append(path(uri)).append('\n').append(query(uri)).append('\n');
    signed.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return text.append('\n')
        .append(names)
        .append('\n')
        .append(HEX.formatHex(Sha256.of(body)))
        .toString();
  }

  /** The path is encoded a second time, its dot segments taken away. */
  private static String path(URI uri) {
    String path = uri.normalize().getRawPath();
    return path == null || path.isEmpty() ? "/" : PercentCoding.encode(path).replace("%2F", "/");
  }

  private static String query(URI uri) {
    String query = uri.getRawQuery();
    if (query == null || query.isEmpty()) {
      return "";
    }
    List<Pair> pairs = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      String[] halves = pair.split("=", 2);
      pairs.add(new Pair(again(halves[0]), halves.length == 2 ? again(halves[1]) : ""));
    }
    pairs.sort(Comparator.comparing(Pair::name).thenComparing(Pair::value));
    return pairs.stream().map(pair -> pair.name() + "=" + pair.value()).collect(joining("&"));
  }

  private record Pair(String name, String value) {}

  private static String again(String encoded) {
    return PercentCoding.encode(PercentCoding.decode(encoded));
  }

  private static String host(URI uri) {
    boolean usual =
        uri.getPort() < 0
            || (uri.getScheme().equals("https") && uri.getPort() == 443)
            || (uri.getScheme().equals("http") && uri.getPort() == 80);
    return usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private byte[] key(String secret, String time) {
    byte[] date = hmac(("AWS4" + secret).getBytes(UTF_8), time.substring(0, 8));
    return hmac(hmac(hmac(date, region), service), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC with SHA-256", e);
    }
  }
}
