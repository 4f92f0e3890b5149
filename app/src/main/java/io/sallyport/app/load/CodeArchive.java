package io.sallyport.app.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Zip archives of code, unpacked once into private folders that last as long as the program. The
 * file system of Java's that reads them takes no archive with an entry that would lie outside it.
 */
final class CodeArchive extends SimpleFileVisitor<Path> {

  /** What Lambda takes, unpacked: 250 MB. */
  private static final long LIMIT = 262_144_000;

  private static final Map<Path, Path> FOLDERS = new ConcurrentHashMap<>();

  private final Path from;
  private final Path to;
  private final byte[] buffer = new byte[1 << 16];
  private long left = LIMIT;

  private CodeArchive(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  /** A folder with what is in the archive; the same for the same archive. */
  static synchronized Path folder(Path archive) throws IOException {
    Path key = archive.toAbsolutePath().normalize();
    Path known = FOLDERS.get(key);
    if (known != null) {
      return known;
    }
    Path folder = Files.createTempDirectory("sallyport-code-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Removal.of(folder)));
    try (FileSystem zip =
        FileSystems.newFileSystem(key, Map.of("enablePosixFileAttributes", true))) {
      Path root = zip.getPath("/");
      Files.walkFileTree(root, new CodeArchive(root, folder));
    }
    FOLDERS.put(key, folder);
    return folder;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes)
      throws IOException {
    Files.createDirectories(target(entry));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) throws IOException {
    Path file = target(entry);
    try (InputStream in = Files.newInputStream(entry);
        OutputStream out = Files.newOutputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        left -= read;
        if (left < 0) {
          throw new IOException("it holds more than 250 MB");
        }
        out.write(buffer, 0, read);
      }
    }
    if (Files.getPosixFilePermissions(entry).contains(PosixFilePermission.OWNER_EXECUTE)
        && !file.toFile().setExecutable(true)) {
      throw new IOException("`" + entry + "` cannot be made a program");
    }
    return FileVisitResult.CONTINUE;
  }

  private Path target(Path entry) {
    return to.resolve(from.relativize(entry).toString());
  }

  /** Takes a folder away with everything in it. */
  private static final class Removal extends SimpleFileVisitor<Path> {

    static void of(Path folder) {
      try {
        Files.walkFileTree(folder, new Removal());
      } catch (IOException _) {
        // The program ends, and the system's own clearing takes the rest.
      }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
