package io.sallyport.edge.wire;

/**
 * The media types of gRPC: {@code application/grpc}, alone or with {@code +} and a message format.
 */
final class GrpcMediaType {

  private static final String TYPE = "application/grpc";

  private GrpcMediaType() {}

  /** Whether {@code value[from, to)} is one of them, with or without parameters. */
  static boolean is(byte[] value, int from, int to) {
    int end = from + TYPE.length();
    if (end > to || !Octets.spells(value, from, end, TYPE)) {
      return false;
    }
    if (end < to && value[end] == '+') {
      int format = end + 1;
      end = format;
      while (end < to && Octets.isToken(value[end])) {
        end++;
      }
      if (end == format) {
        return false;
      }
    }
    while (end < to && Octets.isBlank(value[end])) {
      end++;
    }
    return end == to || value[end] == ';';
  }
}
