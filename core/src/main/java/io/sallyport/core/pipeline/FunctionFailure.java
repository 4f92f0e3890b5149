package io.sallyport.core.pipeline;

/**
 * Why a Lambda function gave no answer.
 *
 * @param reason a sentence for the operator
 */
public record FunctionFailure(Kind kind, String reason) {

  /** What went wrong. */
  public enum Kind {
    /** There is no such function. */
    NOT_FOUND,
    /** The function may not be called: no permission, no credentials. */
    NOT_PERMITTED,
    /** More calls than the function takes at once. */
    THROTTLED,
    /** The event is longer than the function takes: 6 MB, or 256 KB for events. */
    TOO_LARGE,
    /** What the function returned is longer than 6 MB. */
    RESPONSE_TOO_LARGE,
    /** No answer while the call was waited for. */
    TIMEOUT,
    /** The function, or what runs it, cannot be reached or gives no answer that can be read. */
    UNREACHABLE
  }
}
