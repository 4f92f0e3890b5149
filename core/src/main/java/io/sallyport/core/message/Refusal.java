package io.sallyport.core.message;

import org.jspecify.annotations.Nullable;

/**
 * Why a request was not served. The caller is told AWS's words; the record keeps the reason and
 * whose fault it is.
 */
public sealed interface Refusal extends Verdict, Answer {

  /** Whose fault it is. */
  Fault fault();

  /** Why, for the operator; never sent to the caller. */
  String reason();

  /**
   * A refusal from AWS's closed list.
   *
   * @param status the status unless a customised gateway response says otherwise
   * @param errorType the value of {@code x-amzn-ErrorType}; REST APIs only
   * @param message the value of {@code $context.error.message}, null where AWS has none
   * @param challenge the value of {@code WWW-Authenticate}, RFC 6750 section 3; null for none. HTTP
   *     APIs only
   */
  record GatewayResponse(
      GatewayResponseType type,
      int status,
      Fault fault,
      String errorType,
      @Nullable String message,
      String reason,
      @Nullable String challenge)
      implements Refusal {

    /** A refusal without a challenge. */
    public GatewayResponse(
        GatewayResponseType type,
        int status,
        Fault fault,
        String errorType,
        @Nullable String message,
        String reason) {
      this(type, status, fault, errorType, message, reason, null);
    }

    /** A refusal with the status, error type and message AWS gives {@code type}. */
    public static GatewayResponse of(GatewayResponseType type, Fault fault, String reason) {
      return new GatewayResponse(
          type, type.status(), fault, type.errorType(), type.message(), reason);
    }

    /** The same with a challenge. */
    public GatewayResponse challenging(String value) {
      return new GatewayResponse(type, status, fault, errorType, message, reason, value);
    }
  }

  /** An answer the operator worded whole, such as a web ACL's custom response. */
  record Custom(int status, HeaderList headers, Bytes body, Fault fault, String reason)
      implements Refusal {}

  /** A failure of the protocol before any route exists: framing, 408, 413, 414, 431, shedding. */
  record Protocol(int status, Fault fault, String reason) implements Refusal {}
}
