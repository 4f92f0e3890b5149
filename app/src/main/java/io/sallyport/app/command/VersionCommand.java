package io.sallyport.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: the program's version and the Java it runs on. */
@Command(name = "version", description = "Prints the version and the Java it runs on.")
final class VersionCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    System.out.println(
        "sallyport "
            + number()
            + " (Java "
            + System.getProperty("java.version")
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ")");
    return 0;
  }

  private static String number() {
    Properties properties = new Properties();
    try (InputStream in = VersionCommand.class.getResourceAsStream("/sallyport.properties")) {
      if (in == null) {
        throw new IllegalStateException("sallyport.properties is missing from the program");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
