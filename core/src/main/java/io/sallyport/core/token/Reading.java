package io.sallyport.core.token;

/** What came of taking a token apart. */
public sealed interface Reading permits Jws, Malformed {}
