package io.sallyport.core.message;

/** What a step says of a request: it goes on, or it is refused. */
public sealed interface Verdict permits Pass, Refusal {

  /** The request goes on. */
  Pass PASS = Pass.INSTANCE;
}
