package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The programs of ours, as files. */
class BootstrapFilesTest {

  @Test
  void leavesNothingBehind() throws IOException {
    BootstrapFiles files = new BootstrapFiles();
    Path folder = files.java().resolveSibling("").toAbsolutePath().normalize();
    assertThat(files.node()).exists();
    files.close();
    assertThat(folder).doesNotExist();
  }

  @Test
  void replacesWhatSomebodyTidiedAway() throws IOException {
    try (BootstrapFiles files = new BootstrapFiles()) {
      Path node = files.node();
      Path main = files.java().resolve("io/sallyport/adapters/bootstrap/Bootstrap.class");
      Files.delete(node);
      assertThat(files.node()).isEqualTo(node).isNotEmptyFile();
      Files.delete(main);
      assertThat(files.java()).isDirectory();
      assertThat(main).isNotEmptyFile();
    }
  }
}
