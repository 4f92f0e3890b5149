package io.sallyport.adapters.linelog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where log lines go. */
public sealed interface LogTarget {

  /** Opens it for appending; may block where the file is a pipe. */
  FileChannel open() throws IOException;

  /** The process's standard output. */
  record StandardOutput() implements LogTarget {

    @Override
    @SuppressWarnings("resource") // standard output stays open
    public FileChannel open() {
      return new FileOutputStream(FileDescriptor.out).getChannel();
    }

    @Override
    public String toString() {
      return "stdout";
    }
  }

  /** A file, made when it is not there. A rotated file is left behind by {@link LineLog#reopen}. */
  record ToFile(Path path) implements LogTarget {

    @Override
    public FileChannel open() throws IOException {
      return FileChannel.open(
          path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }
}
