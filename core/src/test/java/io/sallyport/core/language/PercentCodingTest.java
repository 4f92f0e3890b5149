package io.sallyport.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "..",
        "a/..",
        "../a",
        "a/./b",
        "%2e",
        "%2E%2e",
        ".%2e",
        "a%2f..%2fb",
        "a\\..\\b",
        "a%5c..",
        "a/%2e%2e/b",
        "//../"
      })
  void seesDotSegmentsHoweverTheyAreWritten(String path) {
    assertThat(PercentCoding.hasDotSegment(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "...", "a.b", ".a", "..a", "a..", "%2ea", "%252e%252e", "a/b.c"})
  void leavesOtherDotsAlone(String path) {
    assertThat(PercentCoding.hasDotSegment(path)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b",
    "a b, a%20b",
    "a%20b, a%20b",
    "100%, 100%25",
    "%zz, %25zz",
    "é, %C3%A9",
    "a#b, a%23b",
    "a?b, a%3Fb",
    "{x}, %7Bx%7D",
    "%4, %254"
  })
  void repairsPathsAndKeepsWhatIsValid(String path, String repaired) {
    assertThat(PercentCoding.repairPath(path)).isEqualTo(repaired);
  }

  @Test
  void givesBackACleanTextItself() {
    String path = "a/b%2Fc;d=1,e@f:~";

    assertThat(PercentCoding.repairPath(path)).isSameAs(path);
    assertThat(PercentCoding.repairQuery("a=1&b=%20")).isEqualTo("a=1&b=%20");
    assertThat(PercentCoding.repairQuery("a=x|y\"<>^`{}\\"))
        .doesNotContainAnyWhitespaces()
        .isEqualTo("a=x%7Cy%22%3C%3E%5E%60%7B%7D%5C");
  }

  @Test
  void encodesLineEndsSoThatNoneReachesARequestLine() {
    assertThat(PercentCoding.repairPath("a\r\nb")).isEqualTo("a%0D%0Ab");
    assertThat(PercentCoding.repairQuery("a\r\nb c")).isEqualTo("a%0D%0Ab%20c");
    assertThat(PercentCoding.encode("a\r\n/&=")).isEqualTo("a%0D%0A%2F%26%3D");
  }

  @Test
  void decodesOnceAndKeepsWhatIsNoEscape() {
    assertThat(PercentCoding.decode("a%2Fb+c%zz%4")).isEqualTo("a/b+c%zz%4");
    assertThat(PercentCoding.decode("%252e")).isEqualTo("%2e");
    assertThat(PercentCoding.decodeQuery("a+b%2B")).isEqualTo("a b+");
    assertThat(PercentCoding.decode("%ff")).isEqualTo("\uFFFD");
  }

  @Test
  void findsQueryValues() {
    String query = "a=1&a=2&b&=x&%61=3&c=%26&A=9";

    assertThat(QueryString.all(query, "a")).containsExactly("1", "2", "3");
    assertThat(QueryString.last(query, "b")).isEmpty();
    assertThat(QueryString.last(query, "c")).isEqualTo("&");
    assertThat(QueryString.last(query, "x")).isNull();
    assertThat(QueryString.last(null, "x")).isNull();
    assertThat(QueryString.last("", "x")).isNull();
  }
}
