package io.sallyport.conformance.recorded;

import io.sallyport.conformance.corpus.Corpus;
import io.sallyport.conformance.corpus.Gateway;
import io.sallyport.conformance.corpus.Json;
import io.sallyport.conformance.corpus.NotRunException;
import io.sallyport.conformance.corpus.Problems;
import io.sallyport.conformance.corpus.Product;
import io.sallyport.conformance.corpus.Score;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests and answers recorded from AWS. Every definition the product accepts is served by one
 * gateway, told apart by host; a definition it refuses fails its own cases and no others.
 */
public final class HttpCasesCorpus implements Corpus {
  private final Product product;
  private final PrintStream err;

  public HttpCasesCorpus(Product product, PrintStream err) {
    this.product = product;
    this.err = err;
  }

  @Override
  public boolean existsIn(Path directory) {
    return Files.exists(directory.resolve("localstack/http_cases.jsonl"));
  }

  @Override
  public Score run(Path directory) throws IOException, NotRunException {
    Path folder = Files.createTempDirectory("conformance-http-cases");
    Path corpus = directory.resolve("localstack");
    List<Deployment> deployments = deployments(corpus.resolve("http_cases.jsonl"));
    int total = deployments.stream().mapToInt(d -> d.cases().size()).sum();
    try (StandIns standIns = new StandIns()) {
      ObjectNode endpoints = standIns.endpoints(deployments);
      Map<Deployment, ObjectNode> accepted = new LinkedHashMap<>();
      for (Deployment deployment : deployments) {
        ObjectNode entry = deployment.write(corpus.resolve("definitions"), folder);
        if (accepts(deployment, entry, folder, endpoints)) {
          accepted.put(deployment, entry);
        }
      }
      return new Score(accepted.isEmpty() ? 0 : replayAll(accepted, folder, endpoints), total);
    }
  }

  private static List<Deployment> deployments(Path cases) throws IOException {
    Map<String, List<RecordedCase>> groups = new LinkedHashMap<>();
    for (JsonNode line : Json.lines(cases)) {
      RecordedCase recorded = new RecordedCase(line);
      groups.computeIfAbsent(recorded.deploymentKey(), k -> new ArrayList<>()).add(recorded);
    }
    return groups.entrySet().stream().map(g -> Deployment.of(g.getKey(), g.getValue())).toList();
  }

  private boolean accepts(
      Deployment deployment, ObjectNode entry, Path folder, ObjectNode endpoints)
      throws IOException, NotRunException {
    if (deployment.unsupported().isPresent()) {
      return refused(deployment, deployment.unsupported().get());
    }
    Path config = folder.resolve(deployment.apiId() + ".config.yaml");
    Files.writeString(config, configuration(Stream.of(entry).toList(), endpoints));
    Product.Ended check =
        product.check(List.of(file(folder, entry).toString(), "--config", config.toString()));
    if (check.exit() == 0) {
      return true;
    }
    String why = Problems.ids(check).orElse("exit " + check.exit() + " " + check.err().strip());
    return refused(deployment, why);
  }

  private boolean refused(Deployment deployment, String why) {
    deployment.cases().forEach(c -> err.println(c.id() + " refused: " + why));
    return false;
  }

  private int replayAll(Map<Deployment, ObjectNode> accepted, Path folder, ObjectNode endpoints)
      throws IOException, NotRunException {
    Path config = folder.resolve("sallyport.yaml");
    Files.writeString(config, configuration(List.copyOf(accepted.values()), endpoints));
    List<String> arguments = new ArrayList<>();
    accepted.values().forEach(entry -> arguments.add(file(folder, entry).toString()));
    arguments.addAll(List.of("--config", config.toString()));
    int passed = 0;
    try (Gateway gateway = product.up(arguments)) {
      for (Deployment deployment : accepted.keySet()) {
        for (RecordedCase recorded : deployment.cases()) {
          passed += replay(recorded, deployment.host(), gateway) ? 1 : 0;
        }
      }
    }
    return passed;
  }

  /** Sends one request; true when every statement about the answer holds. */
  private boolean replay(RecordedCase recorded, String host, Gateway gateway) {
    List<String> faults;
    try {
      faults = recorded.faults(WireClient.send(gateway.http(), host, recorded.request()));
    } catch (IOException broken) {
      faults = List.of("no answer: " + broken.getMessage());
    }
    if (!faults.isEmpty()) {
      err.println(recorded.id() + ": " + String.join("; ", faults));
    }
    return faults.isEmpty();
  }

  /** JSON is YAML, so that nothing needs quoting rules of its own. */
  private static String configuration(List<ObjectNode> entries, ObjectNode endpoints) {
    ObjectNode configuration = Json.object();
    configuration.put("region", "us-east-1");
    configuration.put("account", "111111111111");
    ArrayNode apis = configuration.putArray("apis");
    entries.forEach(apis::add);
    configuration.set("endpoints", endpoints);
    return configuration.toString();
  }

  private static Path file(Path folder, ObjectNode entry) {
    return folder.resolve(entry.path("file").asString());
  }
}
