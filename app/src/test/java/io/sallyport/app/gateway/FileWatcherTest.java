package io.sallyport.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatcherTest {

  @TempDir private Path directory;

  @Test
  void noticesAnEditMadeBetweenReadingAndWatching() throws Exception {
    Path file = Files.writeString(directory.resolve("api.yaml"), "one");
    FileLooks seen = FileLooks.at(List.of(file));
    Files.writeString(file, "another");
    CountDownLatch changed = new CountDownLatch(1);

    try (FileWatcher watcher = new FileWatcher(() -> List.of(file), seen, changed::countDown)) {
      assertThat(watcher).isNotNull();
      assertThat(changed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
