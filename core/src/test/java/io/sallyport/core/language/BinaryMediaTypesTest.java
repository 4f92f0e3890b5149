package io.sallyport.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** API Gateway guide: "Content type conversions in API Gateway". */
class BinaryMediaTypesTest {

  private final BinaryMediaTypes some = new BinaryMediaTypes(List.of("image/*", "Application/Pdf"));
  private final BinaryMediaTypes all = new BinaryMediaTypes(List.of("*/*"));

  @Test
  void matchesNothingWhereNothingIsBinary() {
    assertThat(BinaryMediaTypes.NONE.matches("image/png")).isFalse();
    assertThat(BinaryMediaTypes.NONE.accepts("image/png")).isFalse();
    assertThat(BinaryMediaTypes.NONE.accepts(null)).isFalse();
  }

  @Test
  void matchesTypesAndSubtypes() {
    assertThat(some.matches("image/png")).isTrue();
    assertThat(some.matches("IMAGE/PNG; a=b")).isTrue();
    assertThat(some.matches("application/pdf")).isTrue();
    assertThat(some.matches("application/json")).isFalse();
    assertThat(some.matches("imagepng")).isFalse();
    assertThat(some.matches(null)).isFalse();
    assertThat(all.matches(null)).isTrue();
    assertThat(all.matches("text/plain")).isTrue();
  }

  @Test
  void takesTheFirstEntryOfAcceptAlone() {
    assertThat(some.accepts("image/webp,text/html")).isTrue();
    assertThat(some.accepts("text/html,image/webp")).isFalse();
    assertThat(some.accepts("*/*")).isFalse();
    assertThat(some.accepts(null)).isFalse();
    assertThat(all.accepts("text/html")).isTrue();
    assertThat(all.accepts(null)).isTrue();
  }

  @Test
  void tellsTypesFromOtherTexts() {
    assertThat(BinaryMediaTypes.isType("*/*")).isTrue();
    assertThat(BinaryMediaTypes.isType("image/svg+xml")).isTrue();
    assertThat(BinaryMediaTypes.isType("*/png")).isFalse();
    assertThat(BinaryMediaTypes.isType("image")).isFalse();
    assertThat(BinaryMediaTypes.isType("image/png; a=b")).isFalse();
  }
}
