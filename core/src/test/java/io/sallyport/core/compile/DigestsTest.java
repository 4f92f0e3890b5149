package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.definition.IntegrationDefinition.ResponseDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.pipeline.Endpoint.Verification;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * That whatever can be different in a definition makes its digest different, but for the place it
 * stands at. The variants are found by reflection, so a property that is added is tried as well.
 */
class DigestsTest {

  private static final Location AT = new Location("api.yaml", 1, 2, "/paths");
  private static final Text TEXT = new Text("text", AT);
  private static final ParameterMapping MAPPING = new ParameterMapping("a", "b", AT);
  private static final Map<String, Text> TEMPLATES =
      Map.of("text/a", TEXT, "text/b", new Text("more", AT));
  private static final List<ResponseDefinition> RESPONSES =
      List.of(
          new ResponseDefinition("", 200, List.of(MAPPING), TEMPLATES, AT),
          new ResponseDefinition("5..", 500, List.of(), Map.of("text/a", TEXT), AT));

  private static final List<IntegrationDefinition> INTEGRATIONS =
      List.of(
          new IntegrationDefinition.HttpProxy(
              TEXT, "GET", List.of(MAPPING), Duration.ofSeconds(1), Verification.FULL, AT),
          new IntegrationDefinition.Http(
              TEXT,
              "GET",
              List.of(MAPPING),
              TEMPLATES,
              Set.of("text/c"),
              PassthroughBehavior.NEVER,
              RESPONSES,
              Duration.ofSeconds(1),
              Verification.FULL,
              AT),
          new IntegrationDefinition.Mock(
              List.of(MAPPING),
              TEMPLATES,
              Set.of("text/c", "text/d"),
              PassthroughBehavior.NEVER,
              RESPONSES,
              AT),
          new IntegrationDefinition.LambdaProxy(
              TEXT,
              "POST",
              IntegrationDefinition.Payload.REST,
              List.of(MAPPING),
              List.of("image/png", "image/gif"),
              Duration.ofSeconds(1),
              TEXT,
              AT),
          new IntegrationDefinition.Lambda(
              TEXT,
              "POST",
              List.of(MAPPING),
              TEMPLATES,
              Set.of("text/c"),
              PassthroughBehavior.NEVER,
              RESPONSES,
              Duration.ofSeconds(1),
              TEXT,
              AT),
          new IntegrationDefinition.Missing("AWS_PROXY", AT));

  @Test
  void everyPropertyOfARouteCounts() {
    for (IntegrationDefinition integration : INTEGRATIONS) {
      RouteDefinition route =
          new RouteDefinition(
              "GET",
              "/a",
              "name",
              Set.of("200", "5XX"),
              new AuthorizationDefinition.Authorizer("a", List.of("s"), AT),
              integration,
              AT);
      String digest = Digests.of(route);
      assertThat(variants(route))
          .hasSizeGreaterThan(5)
          .allSatisfy(variant -> assertThat(Digests.of(variant)).isNotEqualTo(digest));
    }
  }

  @Test
  void everyPropertyOfTheStageCountsForEveryRoute() {
    ApiDefinition api =
        Definitions.rest()
            .variable("v", "1")
            .variable("w", "2")
            .route("GET /a", INTEGRATIONS.getFirst())
            .response(GatewayResponseType.DEFAULT_4XX, 418, Map.of("x", "'y'"))
            .build();
    String digest = DefinitionDigests.of(api, Map.of(), 1).stage();
    assertThat(variants(api.withoutRoutes()))
        .hasSizeGreaterThan(10)
        .allSatisfy(variant ->
            assertThat(variant instanceof ApiDefinition other ? stage(other) : "")
                .isNotEqualTo(digest));
  }

  /** What a route is not compiled from: other routes, and properties that change no request. */
  private static String stage(ApiDefinition api) {
    boolean counts = api.routes().isEmpty() && api.unaffected().isEmpty();
    return counts ? DefinitionDigests.of(api, Map.of(), 1).stage() : "";
  }

  @Test
  void thePlaceInTheFileDoesNotCount() {
    Location elsewhere = new Location("other.yaml", 9, 9, "/x");
    assertThat(Digests.of(new Text("text", elsewhere))).isEqualTo(Digests.of(TEXT));
  }

  @Test
  void theOrderOfMapsDoesNotCountAndThatOfListsDoes() {
    Map<String, String> one = new LinkedHashMap<>();
    Map<String, String> other = new LinkedHashMap<>();
    for (String key : List.of("a", "b", "c")) {
      one.put(key, key);
    }
    for (String key : List.of("c", "a", "b")) {
      other.put(key, key);
    }
    assertThat(Digests.of(one)).isEqualTo(Digests.of(other));
    assertThat(Digests.of(one.keySet())).isEqualTo(Digests.of(other.keySet()));
    assertThat(Digests.of(List.copyOf(one.keySet())))
        .isNotEqualTo(Digests.of(List.copyOf(other.keySet())));
  }

  @Test
  void valuesDoNotRunIntoOneAnother() {
    assertThat(Digests.of("ab", "c")).isNotEqualTo(Digests.of("a", "bc"));
    assertThat(Digests.of(List.of("a;1:b"))).isNotEqualTo(Digests.of(List.of("a", "b")));
    assertThat(Digests.of(Map.of("a", "b"))).isNotEqualTo(Digests.of(Map.of("a=b", "")));
  }

  /** Values that differ from {@code value} in one thing each. */
  private static List<Object> variants(Object value) {
    return switch (value) {
      case Location _ -> List.of();
      case Record whole -> ofRecord(whole);
      case String text -> List.of(text + "x");
      case Integer number -> List.of(number + 1);
      case Duration time -> List.of(time.plusMillis(1));
      case Enum<?> constant -> others(constant);
      case Map<?, ?> map -> ofMap(map);
      case Set<?> set -> List.copyOf(ofList(List.copyOf(set), LinkedHashSet::new));
      case List<?> list -> List.copyOf(ofList(list, ArrayList::new));
      default -> throw new AssertionError("no variant of " + value.getClass());
    };
  }

  private interface Copy {
    Object of(List<Object> members);
  }

  private static List<Object> ofList(List<?> list, Copy copy) {
    List<Object> found = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      List<Object> shorter = new ArrayList<>(list);
      shorter.remove(i);
      found.add(copy.of(shorter));
      for (Object variant : variants(list.get(i))) {
        List<Object> changed = new ArrayList<>(list);
        changed.set(i, variant);
        found.add(copy.of(changed));
      }
    }
    return found;
  }

  private static List<Object> ofMap(Map<?, ?> map) {
    List<Object> found = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Map<Object, Object> shorter = new LinkedHashMap<>(map);
      shorter.remove(entry.getKey());
      found.add(shorter);
      for (Object variant : variants(entry.getValue())) {
        Map<Object, Object> changed = new LinkedHashMap<>(map);
        changed.put(entry.getKey(), variant);
        found.add(changed);
      }
    }
    return found;
  }

  private static List<Object> others(Enum<?> constant) {
    List<Object> found = new ArrayList<>();
    for (Object other : constant.getDeclaringClass().getEnumConstants()) {
      if (other != constant) {
        found.add(other);
      }
    }
    return found;
  }

  private static List<Object> ofRecord(Record whole) {
    RecordComponent[] components = whole.getClass().getRecordComponents();
    List<Object> found = new ArrayList<>();
    try {
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = components[i].getAccessor().invoke(whole);
      }
      for (int i = 0; i < components.length; i++) {
        for (Object variant : variants(values[i])) {
          Object[] changed = values.clone();
          changed[i] = variant;
          found.add(whole.getClass().getDeclaredConstructor(types).newInstance(changed));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record that cannot be copied", e);
    }
    return found;
  }
}
