package io.sallyport.conformance.definitions;

import io.sallyport.conformance.corpus.Corpus;
import io.sallyport.conformance.corpus.NotRunException;
import io.sallyport.conformance.corpus.Problems;
import io.sallyport.conformance.corpus.Product;
import io.sallyport.conformance.corpus.Score;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Real definitions: OpenAPI, Swagger, SAM and CloudFormation. Each loads, or is refused by named
 * problems; an exception, a silent exit or an unnamed problem is a failure.
 */
public final class DefinitionsCorpus implements Corpus {
  private final Product product;
  private final PrintStream err;
  private final Optional<Path> table;

  public DefinitionsCorpus(Product product, PrintStream err, Optional<Path> table) {
    this.product = product;
    this.err = err;
    this.table = table;
  }

  /** What became of one file. */
  private record Row(String file, String result, String problems) {
    boolean passed() {
      return !result.equals("failed");
    }
  }

  @Override
  public boolean existsIn(Path directory) {
    return Files.isDirectory(directory.resolve("definitions"));
  }

  @Override
  public Score run(Path directory) throws IOException, NotRunException {
    Path definitions = directory.resolve("definitions");
    List<Row> rows = new ArrayList<>();
    for (Path file : documents(definitions)) {
      Row row = row(definitions.relativize(file).toString(), file);
      rows.add(row);
      if (!row.passed()) {
        err.println(row.file() + ": " + row.problems());
      }
    }
    if (table.isPresent()) {
      Files.writeString(table.get(), markdown(rows));
    }
    return new Score((int) rows.stream().filter(Row::passed).count(), rows.size());
  }

  private Row row(String name, Path file) throws IOException, NotRunException {
    Product.Ended check = product.check(List.of(file.toString()));
    if (check.exit() == 0) {
      return new Row(name, "loads", "");
    }
    return Problems.ids(check)
        .map(ids -> new Row(name, isExpected(ids) ? "refused" : "failed", ids))
        .orElseGet(() -> new Row(name, "failed", "exit " + check.exit() + " " + firstLine(check)));
  }

  private static boolean isExpected(String ids) {
    return ids(ids).noneMatch(id -> Reason.of(id) == Reason.UNEXPECTED);
  }

  private static Stream<String> ids(String problems) {
    return Stream.of(problems.split("[, ]+")).filter(id -> id.matches("[a-z][a-z0-9-]*"));
  }

  private static List<Path> documents(Path definitions) throws IOException {
    try (Stream<Path> files = Files.walk(definitions)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String firstLine(Product.Ended check) {
    return check.err().lines().findFirst().orElse("without a word");
  }

  private static String markdown(List<Row> rows) {
    StringBuilder text = new StringBuilder("| file | result | problems |\n| --- | --- | --- |\n");
    for (Row row : rows) {
      text.append("| %s | %s | %s |%n".formatted(row.file(), row.result(), row.problems()));
    }
    Map<String, Long> reasons =
        rows.stream()
            .flatMap(row -> ids(row.problems()))
            .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
    text.append("\n| problem | files | because |\n| --- | --- | --- |\n");
    reasons.forEach((id, files) ->
        text.append("| %s | %d | %s |%n".formatted(id, files, Reason.of(id).said())));
    return text.toString();
  }
}
