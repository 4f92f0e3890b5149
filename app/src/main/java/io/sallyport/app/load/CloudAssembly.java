package io.sallyport.app.load;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder that {@code cdk synth} writes, usually {@code cdk.out}: its stacks' templates and where
 * the code of their functions is, those of nested assemblies included. See the AWS CDK's cloud
 * assembly schema.
 */
final class CloudAssembly {

  private static final String MANIFEST = "manifest.json";

  private final Problems problems;
  private final List<Path> templates = new ArrayList<>();
  private final Map<String, Path> assets = new LinkedHashMap<>();

  private CloudAssembly(Problems problems) {
    this.problems = problems;
  }

  static CloudAssembly read(Path folder, Problems problems) {
    CloudAssembly assembly = new CloudAssembly(problems);
    if (Files.isRegularFile(folder.resolve(MANIFEST))) {
      assembly.add(folder);
    } else {
      problems.error(
          "format-not-supported",
          Location.of(folder.toString()),
          "the folder has no `" + MANIFEST + "`, expected the output of `cdk synth`");
    }
    return assembly;
  }

  List<Path> templates() {
    return List.copyOf(templates);
  }

  /** Folders of code by their key in S3. */
  Map<String, Path> assets() {
    return Map.copyOf(assets);
  }

  private void add(Path folder) {
    Mapping artifacts = child(document(folder.resolve(MANIFEST)), "artifacts");
    artifacts
        .entries()
        .values()
        .forEach(node -> {
          if (node instanceof Mapping artifact) {
            Mapping properties = child(artifact, "properties");
            switch (text(artifact, "type")) {
              case "aws:cloudformation:stack" ->
                  templates.add(folder.resolve(text(properties, "templateFile")));
              case "cdk:asset-manifest" -> addAssets(folder, text(properties, "file"));
              case "cdk:cloud-assembly" -> add(folder.resolve(text(properties, "directoryName")));
              default -> {
                // Metadata of the CDK's own, such as the tree of constructs.
              }
            }
          }
        });
  }

  private void addAssets(Path folder, String file) {
    child(document(folder.resolve(file)), "files")
        .entries()
        .values()
        .forEach(node -> {
          if (node instanceof Mapping asset) {
            Path source = folder.resolve(text(child(asset, "source"), "path"));
            child(asset, "destinations")
                .entries()
                .values()
                .forEach(place -> {
                  if (place instanceof Mapping destination && Files.isDirectory(source)) {
                    assets.put(text(destination, "objectKey"), source);
                  }
                });
          }
        });
  }

  private Mapping document(Path file) {
    Mapping nothing = new Mapping(Map.of(), Map.of(), Location.of(file.toString()));
    return OperatorFiles.read(file, DocumentLimits.DEFINITION, problems)
        .flatMap(bytes ->
            DocumentReader.read(file.toString(), bytes, DocumentLimits.DEFINITION, problems))
        .filter(Mapping.class::isInstance)
        .map(Mapping.class::cast)
        .orElse(nothing);
  }

  private static Mapping child(Mapping parent, String key) {
    return parent.entries().get(key) instanceof Mapping mapping
        ? mapping
        : new Mapping(Map.of(), Map.of(), parent.at());
  }

  private static String text(Mapping parent, String key) {
    return parent.entries().get(key) instanceof Scalar scalar ? scalar.text() : "";
  }
}
