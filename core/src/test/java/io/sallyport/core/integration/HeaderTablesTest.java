package io.sallyport.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.integration.HeaderTables.ContentEncoding;
import io.sallyport.core.message.HeaderRules.Treatment;
import io.sallyport.core.message.KnownHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API Gateway guide: "Important notes"; tables as recorded. */
class HeaderTablesTest {

  @Test
  void dropsTheContentEncodingOnlyWhereToldTo() {
    assertThat(HeaderTables.restResponse(ContentEncoding.DROPPED).of(KnownHeader.CONTENT_ENCODING))
        .isEqualTo(Treatment.DROP);
    assertThat(HeaderTables.REST_RESPONSE.of(KnownHeader.CONTENT_ENCODING))
        .isEqualTo(Treatment.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Own, SENT", "Authorization, SENT", "user-agent, SENT", "Upgrade, SENT",
    "connection, VANISHES", "TE, VANISHES", "Via, VANISHES", "Expect, VANISHES",
    "content-length, ILLEGAL", "Transfer-Encoding, ILLEGAL", "x-amzn-trace-id, ILLEGAL"
  })
  void knowsWhatMayBeMapped(String header, MappedRequestHeader expected) {
    assertThat(MappedRequestHeader.of(header)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Own, X-Own",
    "Content-Type, Content-Type",
    "Date, x-amzn-Remapped-Date",
    "WWW-Authenticate, x-amzn-Remapped-WWW-Authenticate",
    "transfer-encoding, ''"
  })
  void renamesMappedResponseHeaders(String header, String expected) {
    assertThat(HeaderTables.responseTarget(header)).isEqualTo(expected);
  }
}
