package io.sallyport.app.load;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that a template names, beside it or instead of those in S3. */
final class TemplateFiles implements LocalFiles {

  private final Path directory;
  private final Map<String, Path> instead;
  private final List<Path> read;

  /**
   * @param directory of the template
   * @param instead local files by {@code s3://bucket/key}
   * @param read gets the files that are read
   */
  TemplateFiles(Path directory, Map<String, Path> instead, List<Path> read) {
    this.directory = directory;
    this.instead = instead;
    this.read = read;
  }

  @Override
  public Optional<Node> read(String name, Location at, Problems problems) {
    Path file = file(name);
    if (file == null) {
      problems.error(
          "external-file",
          at,
          "`"
              + name
              + "` is elsewhere: name a local file for it under `files` of the configuration");
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      problems.error("external-file", at, "the file `" + file + "` is not there");
      return Optional.empty();
    }
    read.add(file);
    return OperatorFiles.read(file, DocumentLimits.DEFINITION, problems)
        .flatMap(bytes ->
            DocumentReader.read(file.toString(), bytes, DocumentLimits.DEFINITION, problems));
  }

  @Override
  public LocalFiles beside(String name) {
    Path file = file(name);
    Path parent = file == null ? null : file.getParent();
    return parent == null ? this : new TemplateFiles(parent, instead, read);
  }

  /** The file of that name; null where it is an address that no file stands for. */
  private @Nullable Path file(String name) {
    Path named = instead.get(name);
    if (named != null) {
      return named;
    }
    return name.contains("://") ? null : directory.resolve(name).normalize();
  }
}
