package io.sallyport.core.authorizer;

/**
 * What a policy is remembered under.
 *
 * @param identity the identity values in order, with their lengths
 */
record CacheKey(AuthorizerOwner owner, String identity) {

  boolean isOf(String apiId, String stage) {
    return owner.apiId().equals(apiId) && owner.stage().equals(stage);
  }
}
