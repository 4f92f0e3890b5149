package io.sallyport.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.Test;

final class CorrettoTest {

  @Test
  void saysWhyItCannotBeUsed() {
    assertThat(Corretto.load("com.example.NotThere"))
        .isEqualTo(
            new Corretto.Unusable("it is not there for this operating system and processor"));
    assertThat(Corretto.load("java.lang.String")).isInstanceOf(Corretto.Unusable.class);
  }

  @Test
  void staysOutOfThePlatformsProviders() {
    Corretto.load();

    assertThat(Security.getProviders())
        .noneMatch(provider -> provider.getName().contains("Corretto"));
  }
}
