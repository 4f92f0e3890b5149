package io.sallyport.core.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderTextTest {

  @Test
  void cleansHeaderValuesOfLineEnds() {
    assertThat(HeaderText.clean("a\r\nX-Evil: 1\u0000")).isEqualTo("a  X-Evil: 1");
    assertThat(HeaderText.clean("plain\ttab é")).isEqualTo("plain\ttab é");
  }
}
