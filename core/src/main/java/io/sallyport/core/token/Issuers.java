package io.sallyport.core.token;

/** The issuers whose tokens can be verified, each with the keys it publishes. */
public final class Issuers {}
