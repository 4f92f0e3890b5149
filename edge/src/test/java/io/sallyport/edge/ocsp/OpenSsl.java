package io.sallyport.edge.ocsp;

import io.sallyport.edge.ocsp.Authority.Issued;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program {@code openssl}: a second opinion about OCSP, and a TLS client. */
public final class OpenSsl {

  private static final Pattern ACCEPT = Pattern.compile("ACCEPT .*:([0-9]+) PID");

  private OpenSsl() {}

  /** What the program prints; it reads a {@code Q}, and is to end by itself. */
  public static String run(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "openssl", ".txt");
    Path input = Files.writeString(Files.createTempFile(folder, "input", ".txt"), "Q\n");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("openssl does not end: " + Files.readString(output));
    }
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  /**
   * Writes what {@code openssl ca} knows of a certificate: {@code V} it is valid, {@code R} not.
   */
  public static void index(Path folder, String status, long serial) throws IOException {
    String revoked = status.equals("R") ? "260101000000Z" : "";
    String hex = Long.toHexString(serial).toUpperCase(java.util.Locale.ROOT);
    Files.writeString(
        folder.resolve("index.txt"),
        status
            + "\t400101000000Z\t"
            + revoked
            + "\t"
            + (hex.length() % 2 == 0 ? hex : "0" + hex)
            + "\tunknown\t/CN=any\n");
  }

  /** A responder that runs until it is closed. */
  public record Responder(Process process, int port) implements AutoCloseable {

    public String uri() {
      return "http://127.0.0.1:" + port + "/";
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Starts a responder that answers from the index, on a free port. */
  public static Responder responder(Path folder, Issued authority, Issued signer) throws Exception {
    Path output = Files.createTempFile(folder, "responder", ".txt");
    Process process =
        new ProcessBuilder(
                "openssl",
                "ocsp",
                "-port",
                "0",
                "-index",
                "index.txt",
                "-CA",
                authority.file().toString(),
                "-rsigner",
                signer.file().toString(),
                "-rkey",
                signer.key().toString(),
                "-ndays",
                "1")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() - deadline < 0) {
      Matcher accepts = ACCEPT.matcher(Files.readString(output));
      if (accepts.find()) {
        return new Responder(process, Integer.parseInt(accepts.group(1)));
      }
      Thread.sleep(5);
    }
    process.destroyForcibly();
    throw new IOException("the responder does not start: " + Files.readString(output));
  }
}
