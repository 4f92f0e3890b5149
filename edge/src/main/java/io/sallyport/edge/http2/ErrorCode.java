package io.sallyport.edge.http2;

/** Why a stream or a connection ends, RFC 9113 section 7; a constant's ordinal is its code. */
public enum ErrorCode {
  NO_ERROR,
  PROTOCOL_ERROR,
  INTERNAL_ERROR,
  FLOW_CONTROL_ERROR,
  SETTINGS_TIMEOUT,
  STREAM_CLOSED,
  FRAME_SIZE_ERROR,
  REFUSED_STREAM,
  CANCEL,
  COMPRESSION_ERROR,
  CONNECT_ERROR,
  ENHANCE_YOUR_CALM,
  INADEQUATE_SECURITY,
  HTTP_1_1_REQUIRED;

  /**
   * What a caller of gRPC is told whose endpoint has broken off with {@code code}: the codes that
   * gRPC has a status for. Not REFUSED_STREAM: an answer had begun, and callers would repeat it.
   */
  static ErrorCode passedOn(int code) {
    if (code == CANCEL.ordinal()) {
      return CANCEL;
    }
    if (code == ENHANCE_YOUR_CALM.ordinal()) {
      return ENHANCE_YOUR_CALM;
    }
    return code == INADEQUATE_SECURITY.ordinal() ? INADEQUATE_SECURITY : INTERNAL_ERROR;
  }
}
