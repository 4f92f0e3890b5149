package io.sallyport.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.conformance.corpus.Corpus;
import io.sallyport.conformance.corpus.NotRunException;
import io.sallyport.conformance.corpus.Score;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path directory;

  @Test
  void refusesACorpusItHasNeverHeardOf() {
    int exit = Main.run(List.of("launcher", directory.toString(), "http3"), print(out), print(err));

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("unknown corpus `http3`");
  }

  @Test
  void saysThatAKnownCorpusHasNoRunner() {
    int exit = Main.run(List.of("launcher", directory.toString(), "sigv4"), print(out), print(err));

    assertThat(exit).isZero();
    assertThat(err.toString(UTF_8)).contains("sigv4 not run:");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void failsWhenAnAskedForCorpusCouldNotRun() {
    int exit = main(new Fixed(true, true)).runAll(directory, List.of("http1"));

    assertThat(exit).isEqualTo(1);
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void printsOneLineForEveryCorpusThatExists() {
    int exit = main(new Fixed(true, false)).runAll(directory, List.of());

    assertThat(exit).isZero();
    assertThat(out.toString(UTF_8).lines()).containsExactly("http1 3/4");
  }

  @Test
  void leavesOutACorpusThatDoesNotExistUnlessAskedForIt() {
    Main main = main(new Fixed(false, false));

    assertThat(main.runAll(directory, List.of())).isZero();
    assertThat(main.runAll(directory, List.of("http1"))).isEqualTo(1);
  }

  private Main main(Corpus http1) {
    return new Main(print(out), print(err), Map.of("http1", http1));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }

  private record Fixed(boolean exists, boolean broken) implements Corpus {
    @Override
    public Score run(Path directory) throws NotRunException {
      if (broken) {
        throw new NotRunException("no gateway");
      }
      return new Score(3, 4);
    }

    @Override
    public boolean existsIn(Path directory) {
      return exists;
    }
  }
}
