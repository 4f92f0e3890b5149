package io.sallyport.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.HeaderRules.Treatment;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeadersTest {

  private static final HeaderList BASE =
      HeaderList.of("Host", "h", "X-A", "1", "x-a", "2", "Accept", "a/b");

  @ParameterizedTest
  @EnumSource(KnownHeader.class)
  void knowsANameInAnyCase(KnownHeader header) {
    String name = header.canonical();
    byte[] padded = ("xx" + name + "yy").getBytes(StandardCharsets.US_ASCII);

    assertThat(KnownHeader.of(name)).isSameAs(header);
    assertThat(KnownHeader.of(name.toUpperCase(Locale.ROOT))).isSameAs(header);
    assertThat(KnownHeader.of(name.toLowerCase(Locale.ROOT))).isSameAs(header);
    assertThat(KnownHeader.of(padded, 2, name.length())).isSameAs(header);
    assertThat(KnownHeader.of(name + "x")).isNull();
    assertThat(KnownHeader.of(name.substring(1))).isNotSameAs(header);
  }

  @Test
  void knowsNoOtherNames() {
    assertThat(KnownHeader.of("")).isNull();
    assertThat(KnownHeader.of("X-Own")).isNull();
    assertThat(KnownHeader.of("H\u00d3st")).isNull();
    assertThat(KnownHeader.of("Ho\u017ft")).isNull();
    assertThat(KnownHeader.values()).hasSizeLessThan(64);
  }

  @Test
  void treatsEachFieldByItsRule() {
    HeaderRules rules =
        HeaderRules.builder(Treatment.PASS)
            .set(Treatment.DROP, KnownHeader.HOST)
            .set(Treatment.REMAP, KnownHeader.DATE)
            .build();

    assertThat(rules.of(KnownHeader.HOST)).isEqualTo(Treatment.DROP);
    assertThat(rules.of(KnownHeader.DATE)).isEqualTo(Treatment.REMAP);
    assertThat(rules.of(KnownHeader.ACCEPT)).isEqualTo(Treatment.PASS);
    assertThat(rules.of(null)).isEqualTo(Treatment.PASS);
    assertThat(HeaderRules.DROP_ALL.of(null)).isEqualTo(Treatment.DROP);
  }

  @Test
  void doesNotChangeRulesThatAreBuilt() {
    HeaderRules.Builder builder = HeaderRules.builder(Treatment.PASS);
    HeaderRules rules = builder.build();
    builder.set(Treatment.DROP, KnownHeader.HOST);

    assertThat(rules.of(KnownHeader.HOST)).isEqualTo(Treatment.PASS);
  }

  @Test
  void putsASetFieldInPlaceOfAllOthersOfItsName() {
    HeaderEdits edits = new HeaderEdits();
    edits.add("X-a", "early");
    edits.set("X-A", "new");
    edits.set(KnownHeader.HOST, "other");
    edits.set(KnownHeader.HOST, "last");

    assertThat(edits.hides(BASE, 0)).isTrue();
    assertThat(edits.hides(BASE, 1)).isTrue();
    assertThat(edits.hides(BASE, 2)).isTrue();
    assertThat(edits.hides(BASE, 3)).isFalse();
    assertThat(edits.size()).isEqualTo(2);
    assertThat(edits.added("x-a")).isEqualTo("new");
    assertThat(edits.added("host")).isEqualTo("last");
    assertThat(edits.added("accept")).isNull();
  }

  @Test
  void keepsARemovedFieldBackAndAnAddedOneBesides() {
    HeaderEdits edits = new HeaderEdits();
    edits.add("X-A", "3");
    assertThat(edits.hides(BASE, 1)).isFalse();
    edits.remove("x-A");
    edits.remove("ACCEPT");

    assertThat(edits.size()).isZero();
    assertThat(edits.hides(BASE, 1)).isTrue();
    assertThat(edits.hides(BASE, 3)).isTrue();
    assertThat(edits.hides(BASE, 0)).isFalse();
  }

  @Test
  void findsFirstLastAndAllValues() {
    HeaderList list = HeaderList.of("Cookie", "a", "X-A", "1", "cookie", "b", "x-a", "2");

    assertThat(list.first(KnownHeader.COOKIE)).isEqualTo("a");
    assertThat(list.last(KnownHeader.COOKIE)).isEqualTo("b");
    assertThat(list.last("X-a")).isEqualTo("2");
    assertThat(list.all("x-A")).containsExactly("1", "2");
    assertThat(list.first(KnownHeader.HOST)).isNull();
  }

  @Test
  void givesNoMoreOfTheBudgetThanThereIs() {
    BodyBudget budget = new BodyBudget(10);

    assertThat(budget.reserve(11)).isFalse();
    assertThat(budget.reserve(6)).isTrue();
    assertThat(budget.reserve(5)).isFalse();
    assertThat(budget.held()).isEqualTo(6);
    budget.release(6);
    assertThat(budget.reserve(10)).isTrue();
  }
}
