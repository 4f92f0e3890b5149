package io.sallyport.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Request;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

  @Test
  void makesRandomUuids() {
    Ids ids = new Ids();
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String id = ids.uuid();
      UUID uuid = UUID.fromString(id);
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(uuid.toString()).isEqualTo(id);
      made.add(id);
      assertThat(ids.extended()).matches("[A-Za-z0-9+/]{15}=");
    }
    assertThat(made).hasSize(1000);
  }

  @Test
  void makesTraceRootsOfTheTime() {
    assertThat(new Ids(new Random(3)).trace(0x65a0_1234L * 1000 + 999))
        .matches("Root=1-65a01234-[0-9a-f]{24}");
  }

  @Test
  void ignoresARequestIdOfTheCallersUnlessToldOtherwise() {
    String own = "11111111-2222-4333-8444-555555555555";

    assertThat(exchange(own, Exchange.RequestIdSource.GATEWAY).requestId()).isNotEqualTo(own);
    assertThat(exchange(own, Exchange.RequestIdSource.CALLER).requestId()).isEqualTo(own);
    assertThat(exchange("x\" forged", Exchange.RequestIdSource.CALLER).requestId())
        .isNotEqualTo("x\" forged");
  }

  private static Exchange exchange(String id, Exchange.RequestIdSource source) {
    Request request =
        new Request(
            "GET",
            "/",
            null,
            "",
            HeaderList.of("x-amzn-requestid", id),
            Body.EMPTY,
            new InetSocketAddress("198.51.100.7", 1),
            false);
    return new Exchange(request, new FakeCaller(), new Ids(), new FakeTimes(), source);
  }
}
