package io.sallyport.app.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What files looked like at one moment; equal looks mean that nothing was written since. */
record FileLooks(Map<Path, Look> looks) {

  FileLooks {
    looks = Map.copyOf(looks);
  }

  static FileLooks at(List<Path> files) {
    Map<Path, Look> looks = new HashMap<>();
    files.forEach(file -> looks.put(file, Look.at(file)));
    return new FileLooks(looks);
  }

  /** Whether one of the files is not there. */
  boolean anyGone() {
    return looks.containsValue(Look.GONE);
  }

  /** What tells one state of a file from the next. */
  record Look(long modified, long size, @Nullable Object identity) {

    static final Look GONE = new Look(0, -1, null);

    static Look at(Path file) {
      try {
        BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
        return new Look(
            seen.lastModifiedTime().to(TimeUnit.NANOSECONDS), seen.size(), seen.fileKey());
      } catch (IOException e) {
        return GONE;
      }
    }
  }
}
