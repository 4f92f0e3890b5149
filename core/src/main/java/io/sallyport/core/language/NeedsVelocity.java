package io.sallyport.core.language;

/**
 * A template that needs the Velocity language.
 *
 * @param offset where, in characters from the start
 * @param found what was found there
 */
public record NeedsVelocity(int offset, String found) implements ParsedTemplate {}
