package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.message.Body;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.values.AccessLogFormat.Escaping;
import java.io.StringReader;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** API Gateway guide: "Access log formats"; "Configure logging for HTTP APIs". */
class AccessLogPresetTest {

  private static final String HOSTILE =
      "a,\"b\"<c>&'d'\\ \t\r\n\u0001\u0085\u2028\u202e\ufffe\ud800\ud83d\ude00é ";

  private final Running rest =
      new Running(Definitions.rest().route("GET /pets/{id}", Definitions.mock("hello")));

  @Test
  void writesTheCommonLogFormatOfARestApi() {
    ExchangeRecord record = rest.get("/prod/pets/1").end();

    assertThat(line(AccessLogPreset.CLF, ApiType.REST, record))
        .isEqualTo(
            "198.51.100.7 - - [09/Jan/2026:10:11:12 +0000] \"GET /pets/{id} HTTP/1.1\" 200 5 "
                + record.exchange().requestId()
                + " "
                + record.exchange().extendedRequestId()
                + "\n");
  }

  @Test
  void writesADashForTheMethodOfARequestThatHasNone() {
    ExchangeRecord record = rest.send("", "/", Body.EMPTY).end();

    assertThat(line(AccessLogPreset.CLF, ApiType.REST, record)).contains("] \"- - HTTP/1.1\" 403 ");
  }

  @Test
  void writesCommaSeparatedValuesOfARestApi() {
    ExchangeRecord record = rest.get("/prod/pets/1").end();

    assertThat(line(AccessLogPreset.CSV, ApiType.REST, record))
        .isEqualTo(
            "198.51.100.7,-,-,09/Jan/2026:10:11:12 +0000,GET,/pets/{id},HTTP/1.1,200,5,"
                + record.exchange().requestId()
                + ","
                + record.exchange().extendedRequestId()
                + "\n");
  }

  @Test
  void writesXmlOfARestApi() throws Exception {
    ExchangeRecord record = rest.get("/prod/pets/1").end();

    Element request = xml(line(AccessLogPreset.XML, ApiType.REST, record));
    assertThat(request.getAttribute("id")).isEqualTo(record.exchange().requestId());
    assertThat(child(request, "extendedRequestId"))
        .isEqualTo(record.exchange().extendedRequestId());
    assertThat(child(request, "caller")).isEqualTo("-");
    assertThat(child(request, "resourcePath")).isEqualTo("/pets/{id}");
    assertThat(child(request, "status")).isEqualTo("200");
  }

  @Test
  void namesTheRouteOfAnHttpApiInstead() throws Exception {
    Running http =
        new Running(Definitions.http().route("GET /x", Definitions.proxy("http://b.test/")));
    ExchangeRecord record = http.get("/x").end();
    String id = record.exchange().extendedRequestId();

    assertThat(line(AccessLogPreset.CLF, ApiType.HTTP, record))
        .isEqualTo(
            "198.51.100.7 - - [09/Jan/2026:10:11:12 +0000] \"GET GET /x HTTP/1.1\" 200 2 "
                + id
                + "\n");
    assertThat(line(AccessLogPreset.CSV, ApiType.HTTP, record))
        .isEqualTo(
            "198.51.100.7,09/Jan/2026:10:11:12 +0000,GET,GET /x,HTTP/1.1,200,2," + id + "\n");
    Element request = xml(line(AccessLogPreset.XML, ApiType.HTTP, record));
    assertThat(request.getAttribute("id")).isEqualTo(id);
    assertThat(child(request, "routeKey")).isEqualTo("GET /x");
  }

  @Test
  void keepsHostileValuesInsideTheirElement() throws Exception {
    String line = line("<r id=\"$context.requestId\" ua='$context.identity.userAgent'/>");

    assertThat(line.lines()).hasSize(1);
    assertThat(xml(line).getAttribute("ua"))
        .isEqualTo("a,\"b\"<c>&'d'\\ \t\r\n\ufffd\u0085\u2028\u202e\ufffd\ufffd\ud83d\ude00é ");
    assertThat(line).contains("&#x0009;&#x000d;&#x000a;\ufffd&#x0085;&#x2028;&#x202e;");
  }

  @Test
  void keepsHostileValuesInsideTheirCommas() {
    String line = line("$context.requestId,$context.identity.userAgent,$context.status");

    assertThat(line.lines()).hasSize(1);
    assertThat(line).endsWith("é \",403\n");
    assertThat(line.substring(36)).startsWith(",\"a,\"\"b\"\"<c>&'d'\\ \\u0009\\u000d\\u000a");
  }

  @Test
  void quotesNoPlainField() {
    assertThat(lineFor("Mozilla/5.0 (X)", "$context.requestId,$context.identity.userAgent"))
        .endsWith(",Mozilla/5.0 (X)\n");
  }

  @Test
  void keepsHostileValuesInsideTheirFieldOfTheCommonLogFormat() {
    String line =
        line(
            "$context.requestId $context.identity.userAgent [$context.requestTime]"
                + " \"$context.identity.userAgent\" $context.status");

    assertThat(line.split(" \\[", -1)[0].split(" ", -1)).hasSize(2);
    assertThat(line).contains(" a,\\\"b\\\"<c>&'d'\\\\\\u0020\\u0009");
    assertThat(line).contains("\"a,\\\"b\\\"<c>&'d'\\\\ \\u0009");
  }

  @Test
  void copiesMarkupWhereALineMustBeAsAwsWritesIt() {
    ExchangeRecord record = rest.get("/prod/none", "User-Agent", "<&,\"\n").end();
    String format = "<r id=\"$context.requestId\">$context.identity.userAgent</r>";

    assertThat(LogLines.line(format, Escaping.AS_AWS, record)).endsWith("\"><&,\"\\u000a</r>\n");
  }

  @Test
  void guessesAPresetThatIsMisspelt() {
    Problems problems = new Problems(Set.of());
    assertThat(AccessLogFormatReader.parse("CSV", Definitions.AT, problems)).isEmpty();
    assertThat(AccessLogFormatReader.parse("jsno", Definitions.AT, problems)).isEmpty();
    assertThat(problems.found()).extracting(Problem::suggestion).containsExactly("csv", "json");
    assertThat(AccessLogPreset.named("csv")).contains(AccessLogPreset.CSV);
    assertThat(AccessLogPreset.named("CSV")).isEmpty();
  }

  private String line(String format) {
    return lineFor(HOSTILE, format);
  }

  private String lineFor(String userAgent, String format) {
    ExchangeRecord record =
        rest.send("GET", "/prod/none", Body.EMPTY, "User-Agent", userAgent).end();
    return LogLines.line(format, record);
  }

  private static String line(AccessLogPreset preset, ApiType type, ExchangeRecord record) {
    return LogLines.line(preset.format(type), record);
  }

  private static Element xml(String line) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(line)))
        .getDocumentElement();
  }

  private static String child(Element parent, String name) {
    return parent.getElementsByTagName(name).item(0).getTextContent();
  }
}
