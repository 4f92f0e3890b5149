package io.sallyport.conformance.recorded;

import io.sallyport.conformance.corpus.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Compares a recorded value with an actual one: marks match anything, an object also matches a
 * string that holds it as JSON, and arrays may be compared without their order.
 *
 * @param ignored names of members that are not compared, at any depth
 */
record Likeness(Set<String> ignored, boolean sorted) {
  Likeness {
    ignored = Set.copyOf(ignored);
  }

  boolean matches(JsonNode expected, JsonNode actual) {
    if (expected.isString()) {
      return matchesText(expected.asString(), actual);
    }
    if (expected.isObject()) {
      return matchesObject(expected, actual);
    }
    if (expected.isArray()) {
      return actual.isArray() && matchesArray(expected, actual);
    }
    if (expected.isNumber() && actual.isNumber()) {
      return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
    }
    return expected.equals(actual);
  }

  private static boolean matchesText(String expected, JsonNode actual) {
    if (Placeholders.isAny(expected)) {
      return !actual.isMissingNode();
    }
    return actual.isString() && Placeholders.matches(expected, actual.asString());
  }

  private boolean matchesObject(JsonNode expected, JsonNode actual) {
    if (expected.size() == 1 && (expected.has("$bytes") || expected.has("$b64"))) {
      return actual.isString() && matchesBytes(expected, actual.asString());
    }
    if (actual.isString()) {
      return Json.tryParse(actual.asString()).filter(held -> matches(expected, held)).isPresent();
    }
    if (!actual.isObject() || !names(expected).equals(names(actual))) {
      return false;
    }
    return names(expected).stream().allMatch(n -> matches(expected.get(n), actual.get(n)));
  }

  private static boolean matchesBytes(JsonNode expected, String actual) {
    JsonNode base64 = expected.path("$b64");
    String text =
        base64.isMissingNode()
            ? expected.path("$bytes").asString()
            : new String(Base64.getDecoder().decode(base64.asString()), StandardCharsets.UTF_8);
    return Placeholders.matches(text, actual);
  }

  private boolean matchesArray(JsonNode expected, JsonNode actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    return sorted ? matchesUnordered(expected, actual) : matchesOrdered(expected, actual);
  }

  private boolean matchesOrdered(JsonNode expected, JsonNode actual) {
    for (int i = 0; i < expected.size(); i++) {
      if (!matches(expected.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesUnordered(JsonNode expected, JsonNode actual) {
    List<JsonNode> left = new ArrayList<>();
    actual.forEach(left::add);
    for (JsonNode wanted : expected) {
      int found = indexOfMatch(wanted, left);
      if (found < 0) {
        return false;
      }
      left.remove(found);
    }
    return true;
  }

  private int indexOfMatch(JsonNode wanted, List<JsonNode> candidates) {
    for (int i = 0; i < candidates.size(); i++) {
      if (matches(wanted, candidates.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!ignored.contains(member.getKey())) {
        names.add(member.getKey());
      }
    }
    return names;
  }
}
