package io.sallyport.core.definition.openapi;

/** What becomes of a property of a definition. */
public enum Disposition {
  /** It is read and does what AWS documents. */
  ENFORCED,
  /** It changes no request and no answer; it is kept and listed. */
  WITHOUT_EFFECT,
  /** It would change requests and does not yet: a definition that has it is refused by an id. */
  REFUSED,
  /** The type of API has no such property; a definition that has it is mistaken. */
  MISTAKE
}
