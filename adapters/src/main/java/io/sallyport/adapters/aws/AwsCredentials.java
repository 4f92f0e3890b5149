package io.sallyport.adapters.aws;

import org.jspecify.annotations.Nullable;

/**
 * What AWS knows a caller by.
 *
 * @param sessionToken null for credentials without an end
 */
public record AwsCredentials(
    String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {

  /** The secret is in no log. */
  @Override
  public String toString() {
    return accessKeyId;
  }
}
