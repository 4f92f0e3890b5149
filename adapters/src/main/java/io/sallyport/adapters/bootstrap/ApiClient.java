package io.sallyport.adapters.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kept connection to the runtime API; the JDK's own client takes longer to load than to use.
 */
final class ApiClient {

  private final String address;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();

  ApiClient(String address) {
    this.address = address;
  }

  ApiResponse ask(String method, String path, byte @Nullable [] body) throws IOException {
    OutputStream out = connected().getOutputStream();
    byte[] payload = body == null ? new byte[0] : body;
    String head =
        method
            + " /2018-06-01/runtime/"
            + path
            + " HTTP/1.1\r\nHost: "
            + address
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + payload.length
            + "\r\n\r\n";
    byte[] all = new byte[head.length() + payload.length];
    System.arraycopy(head.getBytes(ISO_8859_1), 0, all, 0, head.length());
    System.arraycopy(payload, 0, all, head.length(), payload.length);
    out.write(all);
    return read();
  }

  private Socket connected() throws IOException {
    Socket open = socket;
    if (open == null) {
      int colon = address.lastIndexOf(':');
      open =
          new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
      open.setTcpNoDelay(true);
      in = new BufferedInputStream(open.getInputStream());
      socket = open;
    }
    return open;
  }

  private ApiResponse read() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return new ApiResponse(status, headers, body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }
}
