package io.sallyport.core.definition.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class DocumentReaderTest {

  private final Problems problems = new Problems(Set.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1",
        "{\"a\" 1}",
        "{\"a\": 1,}",
        "{'a': 1}",
        "{\"a\": 1} {\"b\": 2}",
        "{\"a\": 1} x",
        "{\"a\": \"\t\"}",
        "{\"a\": NaN}",
        "{\"a\": 01}",
        "[1, 2",
        "{// comment\n}"
      })
  void refusesMalformedJson(String text) {
    assertThat(refusal("a.json", text).id()).isEqualTo("malformed-json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b: c",
        "a:\n\t- b",
        "a: [1, 2",
        "a: *nowhere",
        "a: &a [*a]",
        "{a: 1}: b\n",
        "a: \"open",
        "<<: text\n",
        "a: !!int text",
        "a: %",
        "a: \u0001"
      })
  void refusesMalformedYaml(String text) {
    assertThat(refusal("a.yaml", text).id()).isEqualTo("malformed-yaml");
  }

  @Test
  void saysWhereJsonIsMalformed() {
    Problem problem = refusal("a.json", "{\n  \"a\": 1\n  \"b\": 2\n}");

    assertThat(problem.at()).isEqualTo(new Location("a.json", 3, 3, ""));
    assertThat(problem.message()).doesNotContain("\n", "tools.jackson", "JsonToken");
  }

  @Test
  void saysWhereYamlIsMalformed() {
    Problem problem = refusal("a.yaml", "a: 1\nb: c: d\n");

    assertThat(problem.at()).isEqualTo(new Location("a.yaml", 2, 5, ""));
    assertThat(problem.message()).contains("mapping values are not allowed here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a.json|{\"a\":1,\"b\":2,\"a\":3}|2|14", "a.yaml|{a: 1, b: 2, a: 3}|2|14"})
  void refusesAKeyThatStandsTwiceAndNamesBothPlaces(String file, String text) {
    Problem problem = refusal(file, "\n" + text);

    assertThat(problem.id()).isEqualTo("duplicate-key");
    assertThat(problem.at().line()).isEqualTo(2);
    assertThat(problem.message()).contains("`a`", "first at line 2 column 2");
  }

  @Test
  void refusesKeysThatAreEqualAsText() {
    assertThat(refusal("a.yaml", "200: a\n'200': b\n").id()).isEqualTo("duplicate-key");
  }

  @Test
  void refusesBillionLaughsWithOneMessage() {
    StringBuilder text = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a" + (i - 1);
      text.append("a%d: &a%d [%s,%s,%s,%s]\n".formatted(i, i, alias, alias, alias, alias));
    }

    assertThat(refusal("a.yaml", text.toString()).id()).isEqualTo("document-too-large");
  }

  @Test
  void refusesMoreAliasesThanTheLimit() {
    StringBuilder text = new StringBuilder("a: &a x\nb:\n");
    for (int i = 0; i < 10_001; i++) {
      text.append("- *a\n");
    }

    Problem problem = refusal("a.yaml", text.toString());

    assertThat(problem.id()).isEqualTo("document-too-large");
    assertThat(problem.message()).contains("`10000` aliases");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json", "a.yaml"})
  void refusesTwentyThousandNestedBrackets(String file) {
    assertThat(refusal(file, "[".repeat(20_000)).id()).isEqualTo("document-too-deep");
    assertThat(refusal(file, "{\"a\":".repeat(20_000)).id()).isEqualTo("document-too-deep");
  }

  @Test
  void refusesDepthReachedThroughAliases() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 70; i++) {
      text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }

    assertThat(refusal("a.yaml", text.toString()).id()).isEqualTo("document-too-deep");
  }

  @Test
  void refusesDepthReachedThroughBlockSequences() {
    assertThat(refusal("a.yaml", "- ".repeat(20_000) + "x").id()).isEqualTo("document-too-deep");
  }

  @Test
  void refusesAFileThatIsTooLargeWithoutReadingIt() {
    byte[] content = new byte[100 * 1024 * 1024];

    Optional<Node> node =
        DocumentReader.read("a.yaml", content, DocumentLimits.DEFINITION, problems);

    assertThat(node).isEmpty();
    assertThat(problems.found()).hasSize(1);
    assertThat(problems.found().getFirst().message())
        .isEqualTo("the file has `104857600` bytes, expected at most `6291456`");
  }

  @Test
  void refusesLongKeysOverManyValues() {
    String key = "k".repeat(1_000_000);

    assertThat(refusal("a.yaml", "? " + key + "\n: [" + "1,".repeat(1_000_000) + "1]").id())
        .isEqualTo("document-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!Reff", "!!binary", "!!timestamp", "!local"})
  void refusesTagsByName(String tag) {
    Problem problem = refusal("a.yaml", "a: " + tag + " b");

    assertThat(problem.id()).isEqualTo("unknown-tag");
    assertThat(problem.message()).contains("`" + tag + "`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!Joint [a]", "!sub {a: b}"})
  void refusesTagsOnCollectionsByName(String value) {
    assertThat(refusal("a.yaml", "a: " + value).id()).isEqualTo("unknown-tag");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] content = {'a', ':', '\n', ' ', (byte) 0xE9, 'x'};

    assertThat(DocumentReader.read("a.yaml", content, DocumentLimits.DEFINITION, problems))
        .isEmpty();
    assertThat(problems.found().getFirst().id()).isEqualTo("not-utf-8");
    assertThat(problems.found().getFirst().at().line()).isEqualTo(2);
  }

  @Test
  void refusesACharacterCutShortByTheEnd() {
    byte[] content = {'a', ':', ' ', (byte) 0xC3};

    assertThat(DocumentReader.read("a.yaml", content, DocumentLimits.DEFINITION, problems))
        .isEmpty();
    assertThat(problems.found().getFirst().id()).isEqualTo("not-utf-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   \n", "# only a comment\n"})
  void refusesAnEmptyFile(String text) {
    assertThat(refusal("a.yaml", text).id()).isEqualTo("empty-document");
  }

  @Test
  void refusesASecondDocument() {
    assertThat(refusal("a.yaml", "a: 1\n---\nb: 2\n").id()).isEqualTo("several-documents");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1, NUMBER",
        "-1.5e3, NUMBER",
        ".5, NUMBER",
        "0x1F, NUMBER",
        "0o17, NUMBER",
        ".inf, NUMBER",
        ".NaN, NUMBER",
        "1., NUMBER",
        "., STRING",
        "1e, STRING",
        "1_000, STRING",
        "12:30:45, STRING",
        "true, BOOLEAN",
        "FALSE, BOOLEAN",
        "yes, STRING",
        "no, STRING",
        "on, STRING",
        "~, NULL",
        "null, NULL",
        "2012-10-17, STRING",
        "\"1\", STRING",
        "'true', STRING",
        "!!str 1, STRING",
        "! 1, STRING",
        "!!int 1, NUMBER",
        "!!null x, NULL",
        "1.2.3, STRING"
      })
  void readsScalarsByTheCoreSchema(String text, Kind kind) {
    Mapping root = read("a.yaml", "a: " + text);

    assertThat(((Scalar) entry(root, "a")).kind()).isEqualTo(kind);
  }

  @Test
  void readsIntegerKeysAsText() {
    Mapping root = read("a.yaml", "200:\n  description: ok\nyes: 1\n");

    assertThat(root.entries()).containsOnlyKeys("200", "yes");
  }

  @Test
  void readsFlowStyleThatStartsLikeJson() {
    Mapping root = read("a.yaml", "{a: 1, b: [x, y]}");

    assertThat(root.entries()).containsOnlyKeys("a", "b");
  }

  @Test
  void readsAFileWithAByteOrderMark() {
    assertThat(read("a.json", "\uFEFF{\"a\": 1}").entries()).containsOnlyKeys("a");
    assertThat(read("a.yaml", "\uFEFFa: 1").entries()).containsOnlyKeys("a");
  }

  @Test
  void knowsWhereEverythingStandsInYaml() {
    Mapping root = read("a.yaml", "a:\n  b/c: [x,\n    y~]\n");

    Node.Sequence items = (Node.Sequence) entry((Mapping) entry(root, "a"), "b/c");
    assertThat(items.items().get(1).at()).isEqualTo(new Location("a.yaml", 3, 5, "/a/b~1c/1"));
    assertThat(((Mapping) entry(root, "a")).keys())
        .containsEntry("b/c", new Location("a.yaml", 2, 3, "/a/b~1c"));
  }

  @Test
  void knowsWhereEverythingStandsInJson() {
    Mapping root = read("a.json", "{\n\t\"a\": {\"b\": [1,\n 2]}}");

    Mapping a = (Mapping) entry(root, "a");
    assertThat(a.at()).isEqualTo(new Location("a.json", 2, 7, "/a"));
    assertThat(((Node.Sequence) entry(a, "b")).items().get(1).at())
        .isEqualTo(new Location("a.json", 3, 2, "/a/b/1"));
    assertThat(root.keys()).containsEntry("a", new Location("a.json", 2, 2, "/a"));
  }

  @Test
  void mergesMappingsUnderWhatIsWritten() {
    Mapping root =
        read(
            "a.yaml",
            """
            one: &one {a: 1, b: 1}
            two: &two {b: 2, c: 2}
            all:
              c: 3
              <<: [*one, *two]
              d: 4
            """);

    Mapping all = (Mapping) entry(root, "all");
    assertThat(all.entries()).containsOnlyKeys("c", "d", "a", "b");
    assertThat(((Scalar) entry(all, "b")).text()).isEqualTo("1");
    assertThat(((Scalar) entry(all, "c")).text()).isEqualTo("3");
  }

  @Test
  void readsAnAliasAsTheNodeItNames() {
    Mapping root = read("a.yaml", "a: &x {k: v}\nb: *x\n");

    assertThat(entry(root, "b")).isEqualTo(entry(root, "a"));
  }

  private Mapping read(String file, String text) {
    Optional<Node> node =
        DocumentReader.read(
            file, text.getBytes(StandardCharsets.UTF_8), DocumentLimits.DEFINITION, problems);
    assertThat(problems.found()).isEmpty();
    return (Mapping) node.orElseThrow();
  }

  private Problem refusal(String file, String text) {
    Problems found = new Problems(Set.of());
    Optional<Node> node =
        DocumentReader.read(
            file, text.getBytes(StandardCharsets.UTF_8), DocumentLimits.DEFINITION, found);
    assertThat(node).isEmpty();
    assertThat(found.found()).hasSize(1);
    Problem problem = found.found().getFirst();
    assertThat(problem.message()).hasSizeLessThan(400).doesNotContain("\n");
    return problem;
  }

  private static Node entry(Mapping mapping, String key) {
    Node node = mapping.entries().get(key);
    if (node == null) {
      throw new AssertionError("no " + key);
    }
    return node;
  }
}
