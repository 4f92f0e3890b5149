package io.sallyport.adapters.aws;

import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The credential chain of AWS's SDK: environment, profile files, container, instance. The SDK
 * refreshes what ends. Its classes are loaded with the first function that AWS serves, and not
 * before.
 */
final class SdkCredentials implements CredentialSource {

  private final DefaultCredentialsProvider provider = DefaultCredentialsProvider.builder().build();

  @Override
  public AwsCredentials credentials() throws Unavailable {
    try {
      software.amazon.awssdk.auth.credentials.AwsCredentials found = provider.resolveCredentials();
      String token = found instanceof AwsSessionCredentials session ? session.sessionToken() : null;
      return new AwsCredentials(found.accessKeyId(), found.secretAccessKey(), token);
    } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
      throw new Unavailable("no AWS credentials: " + e.getMessage());
    }
  }
}
