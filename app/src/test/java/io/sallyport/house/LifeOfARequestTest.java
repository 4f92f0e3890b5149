package io.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.pipeline.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LifeOfARequestTest {

  private static final Pattern ITEM =
      Pattern.compile("^\\d+\\. \\*\\*([A-Z_]+)\\*\\*: (.*)\\.$", Pattern.MULTILINE);

  @Test
  void documentTellsThePhasesInOrder() {
    Matcher matcher = ITEM.matcher(Sources.text(Sources.ROOT.resolve("docs/life-of-a-request.md")));
    List<String> told =
        matcher.results().map(item -> item.group(1) + ": " + item.group(2)).toList();
    assertThat(told)
        .containsExactlyElementsOf(
            Arrays.stream(Phase.values())
                .map(phase -> phase.name() + ": " + phase.sentence())
                .toList());
  }
}
