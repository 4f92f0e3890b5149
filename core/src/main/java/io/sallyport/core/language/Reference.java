package io.sallyport.core.language;

/** A plain reference to something a request brings along. */
public sealed interface Reference {

  /**
   * A {@code $context} variable.
   *
   * @param name what follows {@code $context.}
   */
  record Context(String name) implements Reference {}

  /** A stage variable. */
  record StageVariable(String name) implements Reference {}

  /** A parameter of the caller's request. */
  record Parameter(Place place, String name) implements Reference {}

  /** The whole request body, as text. */
  record Body() implements Reference {}

  /** Where a parameter stands, and which of its values is meant. */
  enum Place {
    PATH,
    /** The last value of a query parameter. */
    QUERYSTRING,
    /** The last value of a header. */
    HEADER,
    /** All values of a query parameter. */
    MULTIVALUE_QUERYSTRING,
    /** All values of a header. */
    MULTIVALUE_HEADER,
    /** The path, else the query string, else the header: {@code $input.params('x')}. */
    ANYWHERE
  }
}
