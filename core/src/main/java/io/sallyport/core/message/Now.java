package io.sallyport.core.message;

/** A value that is there already. */
public record Now<T>(T value) implements Outcome<T> {}
