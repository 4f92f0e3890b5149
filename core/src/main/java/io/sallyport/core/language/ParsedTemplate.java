package io.sallyport.core.language;

/** A template, or the reason there is none. */
public sealed interface ParsedTemplate permits Template, NeedsVelocity {}
