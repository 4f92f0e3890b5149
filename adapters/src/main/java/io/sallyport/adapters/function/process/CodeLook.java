package io.sallyport.adapters.function.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** What a function's code looks like: enough of it to notice that it has changed. */
final class CodeLook extends SimpleFileVisitor<Path> {

  /** Files after which the look is over; what lies beyond is not noticed. */
  private static final int MAX_FILES = 20_000;

  /** Installed, not written: only that something was installed is looked at. */
  private static final Set<String> INSTALLED =
      Set.of("node_modules", "site-packages", ".venv", "venv");

  private static final Set<String> UNSEEN = Set.of("__pycache__", ".git");

  private long sum;
  private int files;

  private CodeLook() {}

  /** A number that differs when {@code code} does. */
  static long at(Path code) {
    CodeLook look = new CodeLook();
    try {
      Files.walkFileTree(code, look);
    } catch (IOException e) {
      return -1;
    }
    return look.sum;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    String name = String.valueOf(folder.getFileName());
    if (INSTALLED.contains(name)) {
      add(folder, attributes);
      return FileVisitResult.SKIP_SUBTREE;
    }
    return UNSEEN.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    add(file, attributes);
    return ++files < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    sum += file.hashCode();
    return FileVisitResult.CONTINUE;
  }

  /** The order in which a folder lists its files is no part of it. */
  private void add(Path file, BasicFileAttributes attributes) {
    long one = file.toString().hashCode();
    one = one * 31 + attributes.size();
    one = one * 31 + attributes.lastModifiedTime().toMillis();
    one *= 0x9E3779B97F4A7C15L;
    sum += one ^ (one >>> 32);
  }
}
