package io.sallyport.core.message;

/** Whose fault a refusal is. */
public enum Fault {
  CALLER,
  GATEWAY,
  AUTHORIZER,
  INTEGRATION
}
