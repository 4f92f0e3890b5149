package io.sallyport.core.message;

/** The request goes on; a constant, so that saying yes allocates nothing. */
public enum Pass implements Verdict {
  INSTANCE
}
