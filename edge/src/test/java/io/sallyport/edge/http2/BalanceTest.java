package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a peer may ask for nothing, and what earns it more. */
class BalanceTest {

  @Test
  void countsEachKibibyteOfABodyHoweverShortItsPieces() {
    Balance balance = new Balance();
    for (int kibibytes = 0; kibibytes < 10_000; kibibytes++) {
      balance.passed(500);
      balance.passed(524);
      assertThat(balance.spend(1)).as("after %s KiB", kibibytes).isTrue();
    }
  }

  @Test
  void refusesWhoeverAsksForMoreThanItEarns() {
    Balance balance = new Balance();
    boolean enough = true;
    for (int kibibytes = 0; enough && kibibytes < 10_000; kibibytes++) {
      balance.passed(500);
      enough = balance.spend(1);
    }
    assertThat(enough).isFalse();
  }
}
