package io.sallyport.core.token;

/** What came of reading a token's claims. */
public sealed interface ClaimsReading permits Claims, NoClaims {}
