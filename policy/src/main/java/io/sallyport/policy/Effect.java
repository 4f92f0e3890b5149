package io.sallyport.policy;

/** What a statement does to the requests it matches. */
enum Effect {
  ALLOW,
  DENY
}
