package io.sallyport.conformance.events;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Compares members and types of a sample with those of an event. */
final class Shape {

  /** Members whose own members are the request's; header names are spelled as each API does. */
  private static final Set<String> HEADERS = Set.of("/headers", "/multiValueHeaders");

  /** Constants of an event, whose values count. */
  private static final Set<String> CONSTANTS = Set.of("/version", "/type");

  /** What events have only with something that the product does not do yet. */
  private static final Set<String> NOT_YET =
      Set.of(
          "/requestContext/identity/clientCert", // mutual TLS
          "/requestContext/authentication", // mutual TLS
          "/requestContext/identity/apiKey", // API keys
          "/requestContext/authorizer/iam"); // signatures

  private Shape() {}

  /** Adds what of {@code sample} is missing in {@code made}, or of another type there. */
  static void compare(String path, JsonNode sample, JsonNode made, List<String> faults) {
    if (sample.isNull() || made.isNull()) {
      return; // null stands for a value of any type
    }
    if (sample.getNodeType() != made.getNodeType()) {
      faults.add(
          path + " is a " + made.getNodeType() + ", the sample has a " + sample.getNodeType());
      return;
    }
    if (CONSTANTS.contains(path) && !sample.equals(made)) {
      faults.add(path + " is " + made + ", the sample has " + sample);
    }
    if (sample.isObject()) {
      members(path, sample, made, faults);
    } else if (sample.isArray() && !sample.isEmpty() && !made.isEmpty()) {
      compare(path + "/0", sample.get(0), made.get(0), faults);
    }
  }

  private static void members(String path, JsonNode sample, JsonNode made, List<String> faults) {
    for (String name : sample.propertyNames()) {
      String below = path + "/" + name;
      Optional<String> found = find(name, made, HEADERS.contains(path));
      if (found.isPresent()) {
        compare(below, sample.get(name), made.get(found.get()), faults);
      } else if (!isNotYet(below, sample.get(name)) && !isOtherAuthorizer(below, made)) {
        faults.add(below + " is missing");
      }
    }
  }

  /** Whether a member, or all that stands in it, is not done yet. */
  private static boolean isNotYet(String path, JsonNode value) {
    return NOT_YET.contains(path)
        || (value.isObject()
            && !value.isEmpty()
            && value.propertyNames().stream()
                .allMatch(name -> NOT_YET.contains(path + "/" + name)));
  }

  /** A route has one authorizer, of one kind; one sample has two all the same. */
  private static boolean isOtherAuthorizer(String path, JsonNode made) {
    return path.equals("/requestContext/authorizer/jwt") && made.has("lambda");
  }

  private static Optional<String> find(String name, JsonNode made, boolean anyCase) {
    if (made.has(name)) {
      return Optional.of(name);
    }
    if (anyCase) {
      Set<String> names = new TreeSet<>(made.propertyNames());
      return names.stream()
          .filter(other -> other.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
          .findFirst();
    }
    return Optional.empty();
  }
}
