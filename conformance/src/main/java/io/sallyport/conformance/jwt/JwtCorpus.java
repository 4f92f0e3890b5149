package io.sallyport.conformance.jwt;

import io.sallyport.conformance.corpus.Corpus;
import io.sallyport.conformance.corpus.Json;
import io.sallyport.conformance.corpus.NotRunException;
import io.sallyport.conformance.corpus.Product;
import io.sallyport.conformance.corpus.Score;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * Signed tokens and the keys they are to be verified with: a valid one is accepted by {@code verify
 * jws} and every other refused with a reason.
 */
public final class JwtCorpus implements Corpus {

  private static final int ACCEPTED = 0;
  private static final int REFUSED = 4;

  private final Product product;
  private final PrintStream err;

  public JwtCorpus(Product product, PrintStream err) {
    this.product = product;
    this.err = err;
  }

  @Override
  public boolean existsIn(Path directory) {
    return Files.isRegularFile(cases(directory));
  }

  @Override
  public Score run(Path directory) throws IOException, NotRunException {
    List<JsonNode> cases = Json.lines(cases(directory));
    List<Callable<Boolean>> tasks = new ArrayList<>();
    cases.forEach(each -> tasks.add(() -> passes(each)));
    int processors = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers = Executors.newFixedThreadPool(processors)) {
      int passed = 0;
      for (Future<Boolean> result : workers.invokeAll(tasks)) {
        passed += result.get() ? 1 : 0;
      }
      return new Score(passed, cases.size());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new NotRunException("interrupted");
    } catch (ExecutionException e) {
      throw new NotRunException(String.valueOf(e.getCause()));
    }
  }

  private static Path cases(Path directory) {
    return directory.resolve("jwt").resolve("jws.jsonl");
  }

  private boolean passes(JsonNode each) throws IOException, NotRunException {
    Path folder = Files.createTempDirectory("sallyport-jws");
    Path jwks = folder.resolve("jwks.json");
    Path token = folder.resolve("token");
    try {
      Files.writeString(jwks, each.path("jwks").toString());
      Files.writeString(token, text(each.path("token")));
      Product.Ended ended =
          product.run(
              "verify", List.of("jws", "--jwks", jwks.toString(), "--token", token.toString()));
      boolean reasoned = ended.exit() == ACCEPTED || !ended.out().isBlank();
      int expected = each.path("valid").asBoolean() ? ACCEPTED : REFUSED;
      if (ended.exit() != expected || !reasoned) {
        err.println(
            each.path("id").asString() + ": exit " + ended.exit() + " " + ended.out().strip());
      }
      return ended.exit() == expected && reasoned;
    } finally {
      Files.deleteIfExists(jwks);
      Files.deleteIfExists(token);
      Files.deleteIfExists(folder);
    }
  }

  /** Some cases are not compact but JSON. */
  private static String text(JsonNode token) {
    return token.isString() ? token.asString() : token.toString();
  }
}
