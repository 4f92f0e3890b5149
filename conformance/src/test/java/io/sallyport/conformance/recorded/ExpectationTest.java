package io.sallyport.conformance.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.conformance.corpus.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {
  private static final WireAnswer ANSWER =
      new WireAnswer(
          200,
          List.of(
              new WireAnswer.WireHeader("Content-Type", "application/json"),
              new WireAnswer.WireHeader("Date", "today"),
              new WireAnswer.WireHeader("x-amzn-RequestId", "abc")),
          "{\"id\": 42, \"list\": [2, 1], \"held\": \"{\\\"a\\\": 1}\", \"text\": \"one two\"}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'in':'status','op':'match','value':201}",
        "{'in':'status','op':'lt','value':200}",
        "{'in':'status','op':'ge','value':201}",
        "{'in':'status','op':'ne','value':200}",
        "{'in':'header','name':'x-none','op':'match','value':'{{any:x}}'}",
        "{'in':'header','name':'x-none','op':'exists'}",
        "{'in':'headers','op':'match','value':{'Content-Type':'application/json'}}",
        "{'in':'headers','lower':true,'op':'not_contains','value':'x-amzn-requestid'}",
        "{'in':'json','op':'match','value':{'id':42}}",
        "{'in':'json','path':['id'],'op':'match','value':'42'}",
        "{'in':'json','path':['none'],'op':'match','value':'{{any:x}}'}",
        "{'in':'json','path':['list'],'op':'match','value':[1,2]}",
        "{'in':'json','path':['list'],'op':'match','sorted':true,'value':[1,3]}",
        "{'in':'json','path':['list'],'op':'contains','value':3}",
        "{'in':'json','path':['held'],'op':'match','value':{'a':2}}",
        "{'in':'json','path':['text'],'op':'match','value':'{{any:x}} three'}",
        "{'in':'json','path':['text'],'op':'contains','value':'three'}",
        "{'in':'body','op':'match','value':{'$bytes':''}}",
        "{'in':'body','op':'match','value':{'$b64':'AA=='}}",
        "{'in':'body','op':'regex','value':'^x'}",
        "{'in':'body','op':'valid_xml'}",
        "{'in':'body','post':['xml()'],'op':'match','value':{'a':'b'}}"
      })
  void findsAFault(String item) {
    assertThat(expectation(item).fault(ANSWER)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'in':'status','op':'match','value':200}",
        "{'in':'status','op':'lt','value':400}",
        "{'in':'status','op':'ge','value':200}",
        "{'in':'header','name':'CONTENT-TYPE','op':'match','value':'application/json'}",
        "{'in':'headers','lower':true,'op':'match','value':"
            + "{'content-type':'application/json','x-amzn-requestid':'{{any:uuid:1}}','via':'x'}}",
        "{'in':'headers','lower':true,'op':'not_contains','value':'x-amzn-trace-id'}",
        "{'in':'json','op':'match','ignore':['list','text'],'value':{'id':42,'held':{'a':1}}}",
        "{'in':'json','path':['list'],'op':'match','sorted':true,'value':[1,2]}",
        "{'in':'json','path':['list',0],'op':'match','value':2}",
        "{'in':'json','path':['text'],'op':'match','value':'one {{any:x}}'}",
        "{'in':'json','path':['text'],'op':'contains','value':'two'}",
        "{'in':'json','path':['id'],'op':'exists'}"
      })
  void findsNoFault(String item) {
    assertThat(expectation(item).fault(ANSWER)).isEmpty();
  }

  @Test
  void comparesXmlAsTheObjectItHolds() {
    WireAnswer xml =
        new WireAnswer(200, List.of(), "<Error><Code>NoSuchKey</Code><Id>7</Id></Error>");

    String item =
        "{'in':'body','post':['xml()'],'op':'match','value':{'Error':{'Code':'NoSuchKey','Id':'%s'}}}";

    assertThat(expectation(item.formatted("{{any:id}}")).fault(xml)).isEmpty();
    assertThat(expectation(item.formatted("8")).fault(xml)).isPresent();
    assertThat(expectation("{'in':'body','op':'valid_xml'}").fault(xml)).isEmpty();
  }

  @Test
  void refusesToPassAnOperationItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> expectation("{'in':'status','op':'near','value':1}").fault(ANSWER));
  }

  private static Expectation expectation(String item) {
    return new Expectation(Json.parse(item.replace('\'', '"')));
  }
}
