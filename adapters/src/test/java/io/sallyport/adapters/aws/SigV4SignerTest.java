package io.sallyport.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.language.Sha256;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Held to the signer of AWS's own SDK, and to the worked example of AWS's documentation. */
class SigV4SignerTest {

  private static final long SEED = 20_261_123;

  @Test
  void signsAsTheSdkDoes() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2000; i++) {
      URI uri = uri(random);
      byte[] body = text(random, 200).getBytes(StandardCharsets.UTF_8);
      AwsCredentials credentials =
          new AwsCredentials("AKID" + i, "s/+" + text(random, 20), i % 2 == 0 ? null : "token" + i);
      Instant now = Instant.ofEpochSecond(1_000_000_000L + random.nextInt(1_000_000_000));
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Content-Type", "application/json");
      headers.put(
          "X-Amz-Invocation-Type", random.nextBoolean() ? "Event" : "  Request   Response ");
      String region = random.nextBoolean() ? "us-east-1" : "eu-central-2";

      String theirs = sdk(uri, headers, body, credentials, now, region);
      // A header more that the SDK sends with every service, though only S3 wants it.
      headers.put("x-amz-content-sha256", HexFormat.of().formatHex(Sha256.of(body)));
      Map<String, String> ours =
          new SigV4Signer(region, "lambda").sign("POST", uri, headers, body, credentials, now);

      assertThat(ours.get("Authorization")).as(uri.toString()).isEqualTo(theirs);
    }
  }

  @Test
  void signsTheExampleOfTheDocumentation() {
    // IAM user guide, "Examples of signing": ListUsers.
    Map<String, String> signed =
        new SigV4Signer("us-east-1", "iam")
            .sign(
                "GET",
                URI.create("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"),
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                new byte[0],
                new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null),
                Instant.parse("2015-08-30T12:36:00Z"));
    assertThat(signed)
        .containsEntry(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  private static String sdk(
      URI uri,
      Map<String, String> headers,
      byte[] body,
      AwsCredentials credentials,
      Instant now,
      String region) {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.POST);
    headers.forEach(request::putHeader);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(r ->
                r.identity(identity(credentials))
                    .request(request.build())
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)));
    return signed.request().firstMatchingHeader("Authorization").orElseThrow();
  }

  private static AwsCredentialsIdentity identity(AwsCredentials credentials) {
    return credentials.sessionToken() == null
        ? AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey())
        : AwsSessionCredentialsIdentity.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }

  /** As an Invoke call has it: names and ARNs in the path, a qualifier in the query. */
  private static URI uri(Random random) {
    String[] names = {
      "hello",
      "arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Ahello",
      "a_b-C~d.e",
      "x%20y"
    };
    String[] queries = {
      "", "?Qualifier=live", "?Qualifier=%24LATEST", "?b=2&a=1&a-=0&a=", "?q=a%2Fb"
    };
    String[] hosts = {
      "https://lambda.us-east-1.amazonaws.com", "http://localhost:3001", "https://h:443"
    };
    return URI.create(
        hosts[random.nextInt(hosts.length)]
            + "/2015-03-31/functions/"
            + names[random.nextInt(names.length)]
            + "/invocations"
            + queries[random.nextInt(queries.length)]);
  }

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i >= 0; i--) {
      text.append((char) (random.nextInt(20) == 0 ? 0xE9 : 'a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
