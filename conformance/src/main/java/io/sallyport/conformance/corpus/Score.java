package io.sallyport.conformance.corpus;

/** How many cases of a corpus passed. */
public record Score(int passed, int total) {}
