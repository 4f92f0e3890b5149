package io.sallyport.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify jws}, by its exit codes and what it prints. */
class VerifyTest {

  /** The example of RFC 7515, appendix A.3. */
  private static final String JWKS =
      "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\","
          + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
          + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";

  private static final String TOKEN =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
          + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw"
          + "5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "'', 0, accepted: signed with `ES256`",
    "'\n', 0, accepted",
    "'\r\n', 0, accepted",
    "' ', 4, refused: the token's signature is not base64url",
    "'\n\n', 4, refused:",
    "x, 4, refused:",
    ".x, 4, refused: the token does not consist of three segments"
  })
  void saysWhetherTheSignatureIsGood(String behind, int exitCode, String said) throws Exception {
    Files.writeString(directory.resolve("jwks"), JWKS);
    Files.writeString(directory.resolve("token"), TOKEN + behind);
    try (Program program =
        Program.start(directory, "verify", "jws", "--jwks", "jwks", "--token", "token")) {
      assertThat(program.exitCode()).isEqualTo(exitCode);
      assertThat(program.out()).singleElement().asString().startsWith(said);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          verify                               | what to verify is missing: `jws`
          verify jwt                           | unknown command `jwt`; did you mean `jws`?
          verify jws --jwks a                  | missing required option: '--token=FILE'
          verify jws --jwks none --token none  | `none` cannot be read
          verify jws --jwks token --token token | `--jwks`: the key set is not
          """)
  void refusesWhatItCannotUse(String arguments, String message) throws Exception {
    Files.writeString(directory.resolve("token"), TOKEN);
    try (Program program = Program.start(directory, arguments.split(" +", -1))) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.out()).isEmpty();
      assertThat(program.err()).anyMatch(line -> line.contains(message));
    }
  }

  @Test
  void refusesAChangedToken() throws Exception {
    Files.writeString(directory.resolve("jwks"), JWKS);
    Files.writeString(directory.resolve("token"), TOKEN.replace("JleHAi", "JleHBi"));
    try (Program program =
        Program.start(directory, "verify", "jws", "--jwks", "jwks", "--token", "token")) {
      assertThat(program.exitCode()).isEqualTo(4);
      assertThat(program.out()).containsExactly("refused: the token's signature is not its key's");
    }
  }
}
