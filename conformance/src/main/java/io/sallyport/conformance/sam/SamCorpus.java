package io.sallyport.conformance.sam;

import io.sallyport.conformance.corpus.Corpus;
import io.sallyport.conformance.corpus.Json;
import io.sallyport.conformance.corpus.Score;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.sam.SamTransform;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * SAM templates: of a valid one the routes that the transform writes are those AWS's writes, with
 * their integrations, payload versions, security and validators; an invalid one is refused, and
 * what is said names the resources that AWS's refusal names.
 */
public final class SamCorpus implements Corpus {

  private static final Pattern RESOURCE = Pattern.compile("Resource with id \\[([^]]*)]");
  private static final Deployment DEPLOYMENT =
      new Deployment("stack", "us-east-1", "123456789012", Map.of(), Map.of(), Map.of());

  private final PrintStream err;

  public SamCorpus(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean existsIn(Path directory) {
    return Files.isRegularFile(cases(directory));
  }

  @Override
  public Score run(Path directory) throws IOException {
    List<JsonNode> cases = Json.lines(cases(directory));
    int passed = 0;
    for (JsonNode each : cases) {
      Optional<String> fault = fault(each);
      fault.ifPresent(text -> err.println(each.path("id").asString() + ": " + text));
      passed += fault.isEmpty() ? 1 : 0;
    }
    return new Score(passed, cases.size());
  }

  private static Path cases(Path directory) {
    return directory.resolve("sam").resolve("cases.jsonl");
  }

  /** What is wrong with the answer; empty where the case passes. */
  private static Optional<String> fault(JsonNode each) {
    Problems problems = new Problems(Set.of());
    Optional<Mapping> transformed =
        document(each.path("template").asString(), problems)
            .map(root -> SamTransform.apply(root, DEPLOYMENT, LocalFiles.NONE, problems));
    return each.path("error").asBoolean()
        ? wrongRefusal(each.path("expected_error").asString(), problems)
        : wrongRoutes(each.path("routes"), transformed, problems);
  }

  private static Optional<Mapping> document(String template, Problems problems) {
    Optional<Node> root =
        DocumentReader.read(
            "template.yaml",
            template.getBytes(StandardCharsets.UTF_8),
            DocumentLimits.DEFINITION,
            problems);
    return root.filter(Mapping.class::isInstance).map(Mapping.class::cast);
  }

  private static Optional<String> wrongRefusal(String expected, Problems problems) {
    if (!problems.hasErrors()) {
      return Optional.of("is accepted, expected: " + expected);
    }
    String said = problems.found().stream().map(Problem::message).collect(Collectors.joining(" "));
    Set<String> missing = resources(expected);
    missing.removeAll(resources(said));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("says nothing of " + missing + ", said: " + said);
  }

  private static Set<String> resources(String text) {
    return RESOURCE
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<String> wrongRoutes(
      JsonNode routes, Optional<Mapping> transformed, Problems problems) {
    if (transformed.isEmpty() || problems.hasErrors()) {
      return Optional.of("is refused: " + problems.found());
    }
    Set<String> expected = new TreeSet<>();
    routes.forEach(route -> expected.add(WrittenRoute.of(route).toString()));
    Set<String> written = new TreeSet<>();
    WrittenRoute.in(transformed.get()).forEach(route -> written.add(route.toString()));
    if (expected.equals(written)) {
      return Optional.empty();
    }
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(written);
    written.removeAll(expected);
    return Optional.of("misses " + missing + ", has instead " + written);
  }
}
