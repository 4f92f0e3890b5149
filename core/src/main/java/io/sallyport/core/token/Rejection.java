package io.sallyport.core.token;

/** Why a token's signature is worth nothing. */
public enum Rejection {
  /** It does not have three segments. */
  SEGMENTS,
  /** Its segments are not what they should be, or it is too long. */
  MALFORMED,
  /** It is signed with an algorithm that is not allowed, or with none. */
  ALGORITHM,
  /** It names a key that is not there, or none. */
  UNKNOWN_KEY,
  /** It names a key that is not made for this. */
  UNFIT_KEY,
  /** Its signature is not one of its key's. */
  SIGNATURE
}
