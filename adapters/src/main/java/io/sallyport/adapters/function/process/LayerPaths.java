package io.sallyport.adapters.function.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a runtime finds what is in a function's layers. Lambda unpacks them all into {@code /opt};
 * here each stays in its folder, and the variables that name parts of {@code /opt} name theirs.
 */
final class LayerPaths {

  private LayerPaths() {}

  /** Adds the variables; one that the function sets itself stays as it is, as on Lambda. */
  static void add(ProcessSettings settings, Map<String, String> environment) throws IOException {
    switch (settings.runtime()) {
      case NODEJS -> {
        List<Path> modules = versions(settings, "nodejs", "node[0-9]*", "node_modules");
        modules.addAll(folders(settings, "nodejs/node_modules"));
        put(environment, "NODE_PATH", modules);
      }
      case PYTHON -> {
        List<Path> packages = folders(settings, "python");
        packages.addAll(versions(settings, "python/lib", "python3*", "site-packages"));
        put(environment, "PYTHONPATH", packages);
      }
      case JAVA, PROVIDED -> {
        // Jars are in the class path; programs and libraries are every runtime's.
      }
    }
    put(environment, "LD_LIBRARY_PATH", folders(settings, "lib"));
    List<Path> programs = folders(settings, "bin");
    if (!programs.isEmpty() && !settings.env().containsKey("PATH")) {
      String path = environment.getOrDefault("PATH", "");
      environment.put("PATH", path + File.pathSeparator + joined(programs));
    }
  }

  /** The folders of that name in the layers; what is in the last layer goes before. */
  static List<Path> folders(ProcessSettings settings, String name) {
    List<Path> folders = new ArrayList<>();
    for (Path layer : settings.layers().reversed()) {
      Path folder = layer.toAbsolutePath().resolve(name);
      if (Files.isDirectory(folder)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  /** Folders under ones that are named after a version of the runtime. */
  private static List<Path> versions(
      ProcessSettings settings, String parent, String version, String name) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders(settings, parent)) {
      try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, version)) {
        for (Path each : versions) {
          if (Files.isDirectory(each.resolve(name))) {
            found.add(each.resolve(name));
          }
        }
      }
    }
    return found;
  }

  private static void put(Map<String, String> environment, String variable, List<Path> folders) {
    if (!folders.isEmpty()) {
      environment.putIfAbsent(variable, joined(folders));
    }
  }

  private static String joined(List<Path> folders) {
    return String.join(File.pathSeparator, folders.stream().map(Path::toString).toList());
  }
}
