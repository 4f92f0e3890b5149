package io.sallyport.conformance;

import io.sallyport.conformance.corpus.Corpus;
import io.sallyport.conformance.corpus.NotRunException;
import io.sallyport.conformance.corpus.Product;
import io.sallyport.conformance.corpus.Score;
import io.sallyport.conformance.definitions.DefinitionsCorpus;
import io.sallyport.conformance.events.EventsCorpus;
import io.sallyport.conformance.http1.Http1Corpus;
import io.sallyport.conformance.jwt.JwtCorpus;
import io.sallyport.conformance.recorded.HttpCasesCorpus;
import io.sallyport.conformance.sam.SamCorpus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the named corpora and prints one line each, {@code NAME PASSED/TOTAL}. */
public final class Main {
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, Corpus> corpora;

  Main(PrintStream out, PrintStream err, Map<String, Corpus> corpora) {
    this.out = out;
    this.err = err;
    this.corpora = corpora;
  }

  /** Arguments: launcher of the product, then those of {@code conformance/run}. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    Optional<Arguments> parsed = Arguments.parse(arguments, err);
    if (parsed.isEmpty()) {
      return 2;
    }
    Arguments given = parsed.get();
    Product product = new Product(given.launcher());
    Map<String, Corpus> corpora = new LinkedHashMap<>();
    corpora.put("http1", new Http1Corpus(product, err));
    corpora.put("http_cases", new HttpCasesCorpus(product, err));
    corpora.put("jwt", new JwtCorpus(product, err));
    corpora.put("definitions", new DefinitionsCorpus(product, err, given.table()));
    corpora.put("sam", new SamCorpus(err));
    corpora.put("events", new EventsCorpus(err));
    return new Main(out, err, corpora).runAll(given.directory(), given.names());
  }

  /** 0 when every asked-for corpus that has a runner could run, 1 otherwise. */
  int runAll(Path directory, List<String> names) {
    if (!Files.isDirectory(directory)) {
      err.println("`" + directory + "` is not a folder");
      return 2;
    }
    List<String> wanted =
        names.isEmpty()
            ? corpora.keySet().stream().filter(n -> exists(n, directory)).toList()
            : names;
    int exit = 0;
    for (String name : wanted) {
      exit = Math.max(exit, runOne(name, directory));
    }
    return exit;
  }

  private int runOne(String name, Path directory) {
    if (!corpora.containsKey(name)) {
      err.println(name + " not run: its feature is not built yet");
      return 0;
    }
    if (!exists(name, directory)) {
      err.println(name + " not run: `" + directory + "` does not hold it");
      return 1;
    }
    try {
      Score score = corpora.get(name).run(directory);
      out.println(name + " " + score.passed() + "/" + score.total());
      return 0;
    } catch (IOException | NotRunException broken) {
      err.println(name + " not run: " + broken.getMessage());
      return 1;
    }
  }

  private boolean exists(String name, Path directory) {
    Corpus corpus = corpora.get(name);
    return corpus != null && corpus.existsIn(directory);
  }
}
