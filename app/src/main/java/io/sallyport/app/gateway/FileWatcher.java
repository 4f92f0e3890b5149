package io.sallyport.app.gateway;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back when a file changes. The directories are watched, because editors put a new file in
 * the place of the old one; and the files are looked at once a second all the same, because network
 * file systems and containers' mounts often send no events.
 */
final class FileWatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FileWatcher.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofMillis(30);
  private static final Duration PATIENCE = Duration.ofMillis(600);

  private final Supplier<List<Path>> files;
  private final Runnable changed;
  private final Thread thread;
  private final Set<Path> watched = new HashSet<>();
  private @Nullable WatchService service;
  private FileLooks seen;
  private volatile boolean closed;

  /**
   * @param files what to watch; asked again after every change
   * @param seen what the files looked like just before they were read
   */
  FileWatcher(Supplier<List<Path>> files, FileLooks seen, Runnable changed) {
    this.files = files;
    this.changed = changed;
    this.seen = seen;
    this.thread = Thread.ofPlatform().daemon().name("file-watcher").start(this::run);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    try (WatchService opened = open()) {
      service = opened;
      while (!closed) {
        register();
        if (look().equals(seen)) {
          await(POLL);
        } else {
          seen = settled();
          changed.run();
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      // Closed.
    } catch (IOException e) {
      LOG.warn("the files are not watched any more: {}", e.getMessage());
    }
  }

  private @Nullable WatchService open() {
    try {
      return Path.of("").getFileSystem().newWatchService();
    } catch (IOException e) {
      // Too many watches on this machine: looking once a second has to do.
      return null;
    }
  }

  private void register() {
    WatchService target = service;
    for (Path file : files.get()) {
      Path directory = file.toAbsolutePath().getParent();
      if (target != null && directory != null && watched.add(directory)) {
        try {
          directory.register(
              target,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
          watched.remove(directory);
        }
      }
    }
  }

  private void await(Duration time) throws InterruptedException {
    WatchService source = service;
    if (source == null) {
      Thread.sleep(time);
      return;
    }
    WatchKey key = source.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    if (key != null) {
      key.pollEvents();
      if (!key.reset()) {
        watched.clear();
      }
    }
  }

  /** Waits until the files stand still and are all there, for a while. */
  private FileLooks settled() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    FileLooks before = look();
    while (true) {
      Thread.sleep(QUIET);
      FileLooks now = look();
      boolean still = now.equals(before) && !now.anyGone();
      if (still || System.nanoTime() - deadline > 0) {
        return now;
      }
      before = now;
    }
  }

  private FileLooks look() {
    return FileLooks.at(files.get());
  }
}
