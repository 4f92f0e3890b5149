package io.sallyport.app.load;

import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where on this machine the code lies that functions and layers of a template name. */
final class TemplateCode {

  private final Path directory;
  private final Map<String, Path> assets;

  /**
   * @param directory of the template
   * @param assets folders of code by their key in S3, as the CDK lists them
   */
  TemplateCode(Path directory, Map<String, Path> assets) {
    this.directory = directory;
    this.assets = assets;
  }

  /**
   * The folder that {@code property} of a resource stands for: what was built for it, the path it
   * has, an asset, or the archive of its key beside the template. An archive is unpacked.
   *
   * @param logicalId after those of the stacks around it
   * @return null where nothing of it is on this machine
   * @throws IOException if an archive cannot be unpacked
   */
  @Nullable Path find(String logicalId, Resource resource, String property) throws IOException {
    Path directory = directory(logicalId, resource);
    Path built = directory.resolve(".aws-sam/build").resolve(resource.id());
    if (Files.isDirectory(built)) {
      return built;
    }
    Node code = resource.property(property).orElse(null);
    if (code instanceof Scalar path) {
      return unpacked(directory.resolve(path.text()).normalize());
    }
    String key = code instanceof Mapping place ? text(place, "S3Key") : "";
    Path asset = assets.get(key);
    if (asset != null) {
      return asset;
    }
    Path beside = directory.resolve(key.substring(key.lastIndexOf('/') + 1));
    return isArchive(beside) ? unpacked(beside) : null;
  }

  /** The folder of the resource's template, which may be inside another. */
  private Path directory(String logicalId, Resource resource) {
    Path parent = Path.of(resource.at().file()).toAbsolutePath().getParent();
    return logicalId.contains("/") && parent != null ? parent : directory;
  }

  private static Path unpacked(Path path) throws IOException {
    return isArchive(path) ? CodeArchive.folder(path) : path;
  }

  private static boolean isArchive(Path path) {
    return path.toString().endsWith(".zip") && Files.isRegularFile(path);
  }

  private static String text(Mapping mapping, String key) {
    return mapping.entries().get(key) instanceof Scalar scalar ? scalar.text() : "";
  }
}
