package io.sallyport.core.pipeline;

/** How an exchange ended on the wire. */
public enum Ending {
  /** The caller got the whole response. */
  ANSWERED,
  /** The caller went away first. */
  CALLER_GONE,
  /** The integration broke off in the middle of its body. */
  INTEGRATION_BROKE
}
