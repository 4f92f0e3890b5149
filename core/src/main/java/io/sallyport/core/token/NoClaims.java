package io.sallyport.core.token;

/**
 * A payload that is no set of claims.
 *
 * @param reason a sentence for the operator
 */
public record NoClaims(String reason) implements ClaimsReading {}
