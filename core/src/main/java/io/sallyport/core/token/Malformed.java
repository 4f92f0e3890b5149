package io.sallyport.core.token;

/**
 * A token that cannot be taken apart.
 *
 * @param reason a sentence for the operator
 */
public record Malformed(Rejection rejection, String reason) implements Reading {}
