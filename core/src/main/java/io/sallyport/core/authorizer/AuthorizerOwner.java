package io.sallyport.core.authorizer;

/**
 * An authorizer of a stage, as what is remembered for it is kept under.
 *
 * @param digest of the authorizer's definition and the function behind it, so that a changed one
 *     never meets an old policy
 */
public record AuthorizerOwner(String apiId, String stage, String name, String digest) {}
