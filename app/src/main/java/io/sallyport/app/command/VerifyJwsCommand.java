package io.sallyport.app.command;

import io.sallyport.core.token.Algorithm;
import io.sallyport.core.token.Cryptography;
import io.sallyport.core.token.Jws;
import io.sallyport.core.token.KeySet;
import io.sallyport.core.token.Malformed;
import io.sallyport.core.token.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify jws}: whether the signature of a token is one of a key set's. */
@Command(
    name = "jws",
    description = {
      "Says whether a JWS in compact serialisation carries a signature of a JWK set.",
      "Claims are not looked at. MACs are verified where the key is a secret (`kty` `oct`); a",
      "gateway never accepts those.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example:", "  sallyport verify jws --jwks jwks.json --token token.txt"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:accepted", "2:wrong usage", "4:refused, with the reason on stdout"})
final class VerifyJwsCommand implements Callable<Integer> {

  private static final int REFUSED = 4;
  private static final long LONGEST_FILE = 4L * 1024 * 1024;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--jwks",
      paramLabel = "FILE",
      required = true,
      description = "A JWK set, RFC 7517 section 5.")
  Path jwks = Path.of("");

  @Option(
      names = "--token",
      paramLabel = "FILE",
      required = true,
      description = "The token; one line break behind it is ignored.")
  Path token = Path.of("");

  @Override
  public Integer call() {
    return switch (KeySet.read(read(jwks, "--jwks"), Cryptography.JDK)) {
      case KeySet.Unreadable(String reason) -> throw usage("--jwks", reason);
      case KeySet.Read(KeySet keys) -> verify(keys);
    };
  }

  private int verify(KeySet keys) {
    String text = withoutLineBreak(new String(read(token, "--token"), StandardCharsets.UTF_8));
    return switch (Jws.read(text)) {
      case Malformed malformed -> refuse(malformed.reason());
      case Jws jws ->
          switch (keys.verify(jws, EnumSet.allOf(Algorithm.class))) {
            case Verification.Rejected rejected -> refuse(rejected.reason());
            case Verification.Verified _ -> accept(jws);
          };
    };
  }

  private static int accept(Jws jws) {
    System.out.println("accepted: signed with `" + jws.algorithm().alg() + "`");
    return 0;
  }

  private static int refuse(String reason) {
    System.out.println("refused: " + reason);
    return REFUSED;
  }

  private byte[] read(Path file, String flag) {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw usage(flag, "`" + file + "` is longer than " + LONGEST_FILE + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw usage(flag, "`" + file + "` cannot be read");
    }
  }

  private ParameterException usage(String flag, String what) {
    return new ParameterException(spec.commandLine(), "`" + flag + "`: " + what);
  }

  private static String withoutLineBreak(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
