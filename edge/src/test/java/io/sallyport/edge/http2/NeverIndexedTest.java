package io.sallyport.edge.http2;

import static io.sallyport.edge.http2.RawBlock.NEVER_INDEXED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.HeaderRules.Treatment;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.edge.Gateway;
import io.sallyport.edge.wire.Grpc;
import io.sallyport.edge.wire.HeadLimits;
import io.sallyport.edge.wire.RequestFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fields that nobody on the way may put into a table (RFC 7541 sections 6.2.3 and 7.1.3): those
 * that were sent so, and credentials however they came.
 */
class NeverIndexedTest extends ToHttp2Endpoint {

  @Test
  void tellsTheTargetWhichFieldsWereSentSo() {
    List<String> never = new ArrayList<>();
    Fields fields =
        new Fields() {
          @Override
          public void neverIndexed() {
            never.add(lines.getLast());
          }
        };
    byte[] block =
        new RawBlock()
            .literal(RawBlock.NOT_INDEXED, "a", "1")
            .literal(NEVER_INDEXED, "b", "2")
            .literal(RawBlock.INDEXED_LATER, "c", "3")
            .octets("be 8f 1f 02 01 34") // c again, accept-charset, and a name of the table
            .bytes();
    assertThat(new HpackDecoder(4096).decode(block, 0, block.length, fields)).isNull();
    assertThat(fields.lines).hasSize(6);
    assertThat(never).containsExactly("b: 2", "accept-language: 4");
  }

  @Test
  void keepsThemSoOnTheWayToAnEndpointAndBack() throws Exception {
    List<RawFields> heads = new CopyOnWriteArrayList<>();
    Gateway gateway =
        start((peer, _) -> {
          peer.accept();
          RawFrame head = peer.awaitFrame(RawFrame.HEADERS);
          heads.add(RawFields.of(head.payload()));
          RawBlock answer =
              RawBlock.of(":status", "200", "x-open", "1")
                  .literal(NEVER_INDEXED, "x-token", "2")
                  .and("x-last", "3");
          peer.headers(head.stream(), END, answer);
          peer.awaitEnd();
        });
    try (RawHttp2 caller = RawHttp2.plain(gateway.address()).handshake()) {
      RawBlock request =
          RawBlock.request("GET", "/", "x-before", "1")
              .literal(NEVER_INDEXED, "x-secret", "2")
              .literal(NEVER_INDEXED, "accept-language", "3")
              .and("x-after", "4");
      RawFields answer = caller.request(1, request).awaitAnswer(1).fields();
      assertThat(answer.names()).contains("x-open", "x-token", "x-last");
      assertThat(answer.neverIndexed()).containsExactly("x-token");
    }
    assertThat(heads.getFirst().names()).contains("x-before", "x-after");
    assertThat(heads.getFirst().neverIndexed()).containsExactly("x-secret", "accept-language");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization",
        "proxy-authorization",
        "cookie",
        "set-cookie",
        "x-api-key",
        "x-amz-security-token"
      })
  void takesCredentialsForSuchFieldsHoweverTheyAreWritten(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    byte[] value = {'v'};
    @Nullable KnownHeader known = KnownHeader.of(name);
    HpackEncoder encoder = new HpackEncoder();
    encoder.start();
    encoder.field("x-first", null, "v");
    encoder.field(bytes, 0, bytes.length, known, value, 0, 1);
    encoder.field(name, known, "v");
    encoder.field(name.toUpperCase(Locale.ROOT), null, "v");
    encoder.field("x-last", null, "v");
    assertThat(RawFields.of(written(encoder)).neverIndexed()).containsExactly(name, name, name);
  }

  @Test
  void doesNotTakeFieldsForSuchThatOnlyLookLikeThem() {
    HpackEncoder encoder = new HpackEncoder();
    encoder.start();
    for (String name : List.of("x-api-keys", "x-api-kez", "x-amz-security-tokem", "x-auth")) {
      encoder.field(name, null, "v");
    }
    assertThat(RawFields.of(written(encoder)).neverIndexed()).isEmpty();
  }

  @Test
  void keepsItForAFieldThatIsPassedOnByAnotherName() {
    RequestFields fields = new RequestFields(new HeadLimits(1000, 1000, 100), Grpc.OFF);
    fields.start();
    byte[] block =
        RawBlock.request("GET", "/", "authorization", "1", "date", "2", "user-agent", "3")
            .literal(NEVER_INDEXED, "via", "4")
            .bytes();
    assertThat(new HpackDecoder(4096).decode(block, 0, block.length, fields)).isNull();
    assertThat(fields.finish(true)).isNull();
    BlockWriter writer = new BlockWriter();
    writer.response(200);
    HeaderRules rules =
        HeaderRules.builder(Treatment.PASS)
            .set(
                Treatment.REMAP, KnownHeader.AUTHORIZATION, KnownHeader.USER_AGENT, KnownHeader.VIA)
            .build();
    writer.fields(fields.request(), rules, new HeaderEdits(), false);
    assertThat(RawFields.of(Arrays.copyOf(writer.array(), writer.length())).neverIndexed())
        .containsExactly("x-amzn-remapped-authorization", "x-amzn-remapped-via");
  }

  private static byte[] written(HpackEncoder encoder) {
    return Arrays.copyOf(encoder.array(), encoder.length());
  }
}
