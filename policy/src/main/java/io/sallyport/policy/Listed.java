package io.sallyport.policy;

/** Whether a list says what is meant, or what is not: {@code Action} or {@code NotAction}. */
enum Listed {
  MEANT,
  EXCLUDED
}
