package io.sallyport.conformance.http1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a raw stream on a fresh connection and reads what comes back. */
final class RawClient {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)[ \\r]");

  private RawClient() {}

  /**
   * Sends {@code raw} and listens until the gateway closes or stays quiet.
   *
   * @param answerMillis how long a first answer may take
   * @param quietMillis how long to go on listening after the last byte of an answer
   */
  static ClientView exchange(
      InetSocketAddress gateway, byte[] raw, int answerMillis, int quietMillis) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket()) {
      socket.connect(gateway, 5_000);
      socket.setTcpNoDelay(true);
      boolean closed = !write(socket, raw);
      closed |= listen(socket, answer, answerMillis, quietMillis);
      return new ClientView(statuses(answer), closed);
    }
  }

  /**
   * A gateway may refuse and close before it has read everything, which breaks the writing side.
   */
  private static boolean write(Socket socket, byte[] raw) {
    try {
      socket.getOutputStream().write(raw);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static boolean listen(
      Socket socket, ByteArrayOutputStream answer, int answerMillis, int quietMillis) {
    byte[] buffer = new byte[8_192];
    try {
      socket.setSoTimeout(answerMillis);
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        answer.write(buffer, 0, n);
        socket.setSoTimeout(quietMillis);
      }
      return true;
    } catch (SocketTimeoutException quiet) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private static List<Integer> statuses(ByteArrayOutputStream answer) {
    List<Integer> statuses = new ArrayList<>();
    Matcher status = STATUS.matcher(answer.toString(StandardCharsets.ISO_8859_1));
    while (status.find()) {
      int code = Integer.parseInt(status.group(1));
      if (code >= 200) {
        statuses.add(code);
      }
    }
    return statuses;
  }
}
