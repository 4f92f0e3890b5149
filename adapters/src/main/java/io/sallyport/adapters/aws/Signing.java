package io.sallyport.adapters.aws;

import io.sallyport.adapters.aws.CredentialSource.Unavailable;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** Signs requests to one service in one region. */
public final class Signing {

  private final CredentialSource source;
  private final SigV4Signer signer;

  private Signing(CredentialSource source, String region, String service) {
    this.source = source;
    this.signer = new SigV4Signer(region, service);
  }

  /** With credentials that are given. */
  public static Signing by(String accessKeyId, String secret, String region, String service) {
    AwsCredentials credentials = new AwsCredentials(accessKeyId, secret, null);
    return with(() -> credentials, region, service);
  }

  /** With the credentials that AWS's usual chain finds. */
  public static Signing byChain(String region, String service) {
    return with(() -> Chain.FOUND.credentials(), region, service);
  }

  static Signing with(CredentialSource source, String region, String service) {
    return new Signing(source, region, service);
  }

  /**
   * The headers that {@code headers} lack for the request to be signed. May block while credentials
   * are fetched.
   *
   * @param headers those to be signed, beside the host
   * @throws Unavailable when there are no credentials
   */
  public Map<String, String> sign(String method, URI uri, Map<String, String> headers, byte[] body)
      throws Unavailable {
    return signer.sign(method, uri, headers, body, source.credentials(), Instant.now());
  }

  /** Made when it is first used, which loads the SDK. */
  private static final class Chain {
    static final CredentialSource FOUND = new SdkCredentials();
  }
}
