package io.sallyport.adapters.function.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what a process prints into lines, none longer than {@link #MAX_LINE} bytes. */
final class OutputLines {

  /** Bytes; a longer line goes on in the next. */
  static final int MAX_LINE = 8 * 1024;

  private final byte[] line = new byte[MAX_LINE];
  private final Consumer<String> lines;
  private int length;
  private boolean cut;

  OutputLines(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Reads {@code output} to its end. */
  void read(InputStream output) {
    byte[] buffer = new byte[MAX_LINE];
    try (output) {
      for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
        for (int i = 0; i < read; i++) {
          take(buffer[i]);
        }
      }
    } catch (IOException e) {
      // The pipe broke, which is how it ends when the process is stopped.
    }
    if (length > 0) {
      end();
    }
  }

  private void take(byte b) {
    if (b == '\n') {
      if (!cut || length > 0) {
        end();
      }
      cut = false;
      return;
    }
    if (length == MAX_LINE) {
      end();
      cut = true;
    }
    line[length++] = b;
  }

  private void end() {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    lines.accept(visible(new String(line, 0, end, StandardCharsets.UTF_8)));
    length = 0;
  }

  /** Control characters could pass for lines of the gateway's own, or move the cursor. */
  private static String visible(String line) {
    StringBuilder visible = null;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean control = Character.isISOControl(c) && c != '\t';
      if (control && visible == null) {
        visible = new StringBuilder(line.length() + 16).append(line, 0, i);
      }
      if (visible != null) {
        visible.append(control ? "\\x%02x".formatted((int) c) : c);
      }
    }
    return visible == null ? line : visible.toString();
  }
}
