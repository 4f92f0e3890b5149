package io.sallyport.core.logline;

/** How a text of unknown origin is written so that it does not reach beyond its place in a line. */
public enum Quoting {
  /** Quotes and backslashes are copied, as AWS does. */
  NONE,
  /** Quotes and backslashes get a backslash: a string of JSON, or quotes of a log format. */
  BACKSLASH,
  /** As {@link #BACKSLASH}, and spaces are escaped: a field that ends with a space. */
  FIELD,
  /** Character data or an attribute's value; XML 1.0, section 2.4. */
  XML,
  /** A field of comma-separated values; RFC 4180, section 2. */
  CSV
}
