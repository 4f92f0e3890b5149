package io.sallyport.core.executionlog;

/** What is left of a secret in the log. */
public enum Masking {
  /** Nothing, not even its length. */
  WHOLE {
    @Override
    String mask(String value) {
      return "********";
    }
  },
  /** Its length and its last six characters, as AWS does. */
  LAST_SIX {
    @Override
    String mask(String value) {
      int hidden = value.length() > SHOWN ? value.length() - SHOWN : value.length();
      return "*".repeat(hidden) + value.substring(hidden);
    }
  };

  private static final int SHOWN = 6;

  abstract String mask(String value);
}
