package io.sallyport.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemsTest {
  private static final String TWO =
      """
      {"problems": [
        {"id": "b", "severity": "error", "message": "m"},
        {"id": "a", "severity": "error", "message": "m"},
        {"id": "b", "severity": "error", "message": "n"},
        {"id": "w", "severity": "warning", "message": "m"}]}
      """;

  @Test
  void takesNoOtherExitForARefusal() {
    assertThat(Problems.ids(new Product.Ended(1, TWO, ""))).isEmpty();
  }

  @Test
  void takesNoRefusalWithoutNamedProblems() {
    assertThat(Problems.ids(new Product.Ended(2, "", "boom"))).isEmpty();
    assertThat(Problems.ids(new Product.Ended(2, "{\"problems\": []}", ""))).isEmpty();
    assertThat(Problems.ids(new Product.Ended(2, "{\"problems\": [{\"id\": \"a\"}]}", "")))
        .isEmpty();
  }

  @Test
  void namesEachErrorOnce() {
    assertThat(Problems.ids(new Product.Ended(2, TWO, ""))).contains("a, b (2)");
  }
}
