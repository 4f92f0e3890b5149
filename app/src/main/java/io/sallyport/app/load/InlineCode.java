package io.sallyport.app.load;

import io.sallyport.adapters.function.process.LambdaRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Code that stands in a template. Lambda takes it as the file {@code index}; the folder it is
 * written to is private and lasts as long as the program.
 */
final class InlineCode {

  private static final Map<String, Path> FOLDERS = new ConcurrentHashMap<>();

  private InlineCode() {}

  /** A folder with the code in it; the same for the same code. */
  static synchronized Path folder(LambdaRuntime runtime, String text) throws IOException {
    String key = runtime + "\n" + text;
    Path known = FOLDERS.get(key);
    if (known != null) {
      return known;
    }
    Path folder = Files.createTempDirectory("sallyport-inline-");
    Path file = folder.resolve(runtime == LambdaRuntime.PYTHON ? "index.py" : "index.js");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    // The last to be registered is the first to go.
    folder.toFile().deleteOnExit();
    file.toFile().deleteOnExit();
    FOLDERS.put(key, folder);
    return folder;
  }
}
