package io.sallyport.core.message;

/** What a step that may have to wait returns: a value now, or a promise of one. */
public sealed interface Outcome<T> permits Now, Later {}
