package io.sallyport.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.language.ErrorPattern.Match;
import org.junit.jupiter.api.Test;

class ErrorPatternTest {

  @Test
  void matchesTheWholeMessage() {
    assertThat(ErrorPattern.of(".*no pets.*").match("sorry, no pets here"))
        .isEqualTo(Match.SELECTED);
    assertThat(ErrorPattern.of("no pets").match("sorry, no pets")).isEqualTo(Match.PASSED_OVER);
    assertThat(ErrorPattern.of(".*").match("two\nlines")).isEqualTo(Match.PASSED_OVER);
    assertThat(ErrorPattern.of("(\\n|.)+").match("two\nlines")).isEqualTo(Match.SELECTED);
    assertThat(ErrorPattern.of("(?!\\[).*").match("[404]")).isEqualTo(Match.PASSED_OVER);
  }

  @Test
  void givesUpOnWhatTakesOutOfAllProportion() {
    assertThat(ErrorPattern.of("(.*x){12}y").match("x".repeat(60))).isEqualTo(Match.GIVEN_UP);
    assertThat(ErrorPattern.of("(\\n|.)+").match("x".repeat(1_000_000))).isEqualTo(Match.GIVEN_UP);
  }
}
