package io.sallyport.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.language.Reference.Place;
import io.sallyport.core.language.Template.Dialect;
import io.sallyport.core.language.Template.Mention;
import io.sallyport.core.language.Template.Part;
import io.sallyport.core.language.Template.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

  @Test
  void readsReferencesBetweenText() {
    assertThat(parts("a$context.requestId.b ${stageVariables.x}c", Dialect.MAPPING))
        .containsExactly(
            new Text("a"),
            new Mention(new Reference.Context("requestId.b")),
            new Text(" "),
            new Mention(new Reference.StageVariable("x")),
            new Text("c"));
  }

  @Test
  void leavesADotAtTheEndOfASentence() {
    assertThat(parts("$context.requestId. ", Dialect.MAPPING))
        .containsExactly(new Mention(new Reference.Context("requestId")), new Text(". "));
  }

  @Test
  void separatesNamesAtADashWhereLogsAreWritten() {
    assertThat(parts("$context.status-$context.requestId", Dialect.ACCESS_LOG))
        .containsExactly(
            new Mention(new Reference.Context("status")),
            new Text("-"),
            new Mention(new Reference.Context("requestId")));
  }

  @Test
  void readsEveryFormOfAParameter() {
    assertThat(
            parts(
                "$input.params('a')$input.params(\"b\")$input.params().path.c"
                    + "$input.params().querystring.d$input.params().header.X-E",
                Dialect.MAPPING))
        .containsExactly(
            parameter(Place.ANYWHERE, "a"),
            parameter(Place.ANYWHERE, "b"),
            parameter(Place.PATH, "c"),
            parameter(Place.QUERYSTRING, "d"),
            parameter(Place.HEADER, "X-E"));
    assertThat(parts("$method.request.multivalueheader.X-E!", Dialect.GATEWAY_RESPONSE))
        .containsExactly(parameter(Place.MULTIVALUE_HEADER, "X-E"), new Text("!"));
  }

  @Test
  void knowsNoDirectivesInGatewayResponses() {
    assertThat(parts("#set($x = 1) \\$context $foo $input.params('a')", Dialect.GATEWAY_RESPONSE))
        .containsExactly(new Text("#set($x = 1) \\$context $foo $input.params('a')"));
  }

  @Test
  void keepsSignsThatBeginNothing() {
    assertThat(parts("$ $5 $$ # #1 #ffee00 \\ {}", Dialect.MAPPING))
        .containsExactly(new Text("$ $5 $$ # #1 #ffee00 \\ {}"));
  }

  @Test
  void saysWhereVelocityBegins() {
    assertThat(Template.parse("ok #foreach($a in $b)", Dialect.MAPPING))
        .isEqualTo(new NeedsVelocity(3, "#foreach($a in $b)"));
  }

  @Test
  void readsSourcesOfMappings() {
    assertThat(MappingSource.parse("'it''s'")).isEqualTo(new MappingSource.Literal("it''s"));
    assertThat(MappingSource.parse("method.request.header.X-A"))
        .isEqualTo(new MappingSource.Request(new Reference.Parameter(Place.HEADER, "X-A")));
    assertThat(MappingSource.parse("method.request.body"))
        .isEqualTo(new MappingSource.Request(new Reference.Body()));
    assertThat(MappingSource.parse("method.request.body.a.b"))
        .isEqualTo(new MappingSource.NotYet());
    assertThat(MappingSource.parse("integration.response.body"))
        .isEqualTo(new MappingSource.NotYet());
    for (String unknown :
        List.of(
            "",
            "'",
            "a",
            "context.",
            "method.request.header.",
            "method.request.x.y",
            "integration.response.cookie.a")) {
      assertThat(MappingSource.parse(unknown)).as(unknown).isEqualTo(new MappingSource.Unknown());
    }
  }

  @Test
  void sayWhatIsWrongWithAPath() {
    assertThat(PathPattern.fault("/")).isNull();
    assertThat(PathPattern.fault("/a/{b}/{c+}")).isNull();
    assertThat(PathPattern.fault("a")).contains("start with");
    assertThat(PathPattern.fault("/a//b")).contains("empty");
    assertThat(PathPattern.fault("/{a+}/b")).contains("greedy");
    for (String malformed : List.of("/{}", "/{+}", "/a{b}", "/{a", "/{{a}}", "/a}")) {
      assertThat(PathPattern.fault(malformed)).as(malformed).contains("malformed");
    }
    assertThat(PathPattern.parse("/a/{b}/{c+}").variables()).containsExactly("b", "c");
  }

  @Test
  void choosesMediaTypesWithoutTheirParameters() {
    assertThat(MediaType.of(null)).isEqualTo("application/json");
    assertThat(MediaType.of(" ; charset=x")).isEqualTo("application/json");
    assertThat(MediaType.of("Text/XML ; charset=utf-8")).isEqualTo("text/xml");
    assertThat(MediaType.accepted("a/b,, text/xml;q=1", Map.of("text/xml", 1)))
        .isEqualTo("text/xml");
    assertThat(MediaType.accepted("", Map.of("application/json", 1))).isNull();
  }

  @Test
  void suggestsOnlyWhatIsNear() {
    List<String> names = List.of("requestId", "status", "path");

    assertThat(Suggestions.nearest("reqestid", names)).isEqualTo("requestId");
    assertThat(Suggestions.nearest("zzzzzzz", names)).isNull();
  }

  private static Mention parameter(Place place, String name) {
    return new Mention(new Reference.Parameter(place, name));
  }

  private static List<Part> parts(String source, Dialect dialect) {
    ParsedTemplate parsed = Template.parse(source, dialect);
    assertThat(parsed).isInstanceOf(Template.class);
    return ((Template) parsed).parts();
  }
}
