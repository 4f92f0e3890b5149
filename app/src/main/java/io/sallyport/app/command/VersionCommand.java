package io.sallyport.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: the program's version and the Java it runs on. */
@Command(name = "version", description = "Prints the version and the Java it runs on.")
final class VersionCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    System.out.println(
        "sallyport "
            + ProductVersion.number()
            + " (Java "
            + System.getProperty("java.version")
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ")");
    return 0;
  }
}
