package io.sallyport.adapters.function.process;

/**
 * What a function is told it is.
 *
 * @param version {@code $LATEST}, or the qualifier it is called by
 * @param arn what it is called by, with the qualifier if there is one
 */
public record FunctionIdentity(String name, String version, String arn, String region) {}
