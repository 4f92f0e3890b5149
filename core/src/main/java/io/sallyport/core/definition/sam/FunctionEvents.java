package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a function's events let invoke it. Events of APIs become permissions; the others lead to the
 * function by ways that are no part of an API and are passed over once they are known.
 */
final class FunctionEvents {

  private static final Set<String> OTHERS =
      Set.of(
          "AlexaSkill",
          "CloudWatchEvent",
          "CloudWatchLogs",
          "Cognito",
          "DocumentDB",
          "DynamoDB",
          "EventBridgeRule",
          "IoTRule",
          "Kinesis",
          "MQ",
          "MSK",
          "S3",
          "SNS",
          "SQS",
          "Schedule",
          "ScheduleV2",
          "SelfManagedKafka");
  private static final PropertyKinds API =
      PropertyKinds.of("Api")
          .any(
              "Auth",
              "Method",
              "Path",
              "RequestModel",
              "RequestParameters",
              "ResponseTransferMode",
              "RestApiId",
              "Stage",
              "TimeoutInMillis");
  private static final PropertyKinds HTTP_API =
      PropertyKinds.of("HttpApi")
          .any(
              "ApiId",
              "Auth",
              "Method",
              "Path",
              "PayloadFormatVersion",
              "RouteSettings",
              "Stage",
              "TimeoutInMillis");
  private static final String EXECUTE =
      "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}"
          + ":${__ApiId__}/${__Stage__}/";

  private FunctionEvents() {}

  static void generate(
      String id, Mapping resource, Mapping properties, Output out, SamProblems problems) {
    Mapping events = Snippets.mapping(properties, "Events");
    for (Map.Entry<String, Node> entry : events.entries().entrySet()) {
      String name = entry.getKey();
      Location at = events.keyAt(name);
      if (!(entry.getValue() instanceof Mapping event)) {
        problems.event(id, name, at, "Event definition should be a map.");
        continue;
      }
      String type = Snippets.written(event.entries().get("Type"));
      if (type == null) {
        problems.event(id, name, at, "Property 'Type' is required.");
        continue;
      }
      Mapping written = Snippets.mapping(event, "Properties");
      if ((type.equals("Api") && isRoute(written) && !API.check(id + name, written, problems))
          || (type.equals("HttpApi") && !HTTP_API.check(id + name, written, problems))) {
        continue;
      }
      switch (type) {
        case "Api" -> rest(id, name, resource, properties, written, out, at);
        case "HttpApi" -> http(id, name, resource, properties, written, out, at);
        case "S3" -> bucket(id, name, written, at, problems);
        default -> {
          if (!OTHERS.contains(type)) {
            problems.event(
                id, name, at, "Event type '" + type + "' is not supported for functions.");
          }
        }
      }
    }
  }

  /** Whether the event says where it is; what says less is refused for that alone. */
  private static boolean isRoute(Mapping event) {
    return event.entries().containsKey("Path") && event.entries().containsKey("Method");
  }

  private static void rest(
      String id,
      String name,
      Mapping resource,
      Mapping properties,
      Mapping event,
      Output out,
      Location at) {
    String path = Snippets.written(event.entries().get("Path"));
    String method = Snippets.written(event.entries().get("Method"));
    if (path == null || method == null) {
      return;
    }
    Node api = event.entries().get("RestApiId");
    Node of = api == null ? Snippets.ref("ServerlessRestApi", at) : api;
    String suffix = api == null ? "Prod" : "Stage";
    out.add(
        id + name + "Permission" + suffix,
        "AWS::Lambda::Permission",
        permission(id, properties, of, source(path, method), at),
        resource,
        at);
  }

  private static void http(
      String id,
      String name,
      Mapping resource,
      Mapping properties,
      Mapping event,
      Output out,
      Location at) {
    Node api = event.entries().get("ApiId");
    Node of = api == null ? Snippets.ref("ServerlessHttpApi", at) : api;
    String path = HttpRoutes.path(event);
    boolean isDefault = path.equals(HttpRoutes.DEFAULT);
    if (!isDefault && hasDefault(properties, of)) {
      return;
    }
    String method = HttpRoutes.method(event);
    String source = isDefault ? "*" : source(path, method.equals(HttpRoutes.ANY) ? "*" : method);
    out.add(
        id + name + "Permission",
        "AWS::Lambda::Permission",
        permission(id, properties, of, source, at),
        resource,
        at);
  }

  /** Whether the function has the default route of the API: its permission covers every other. */
  private static boolean hasDefault(Mapping properties, Node api) {
    for (Node node : Snippets.mapping(properties, "Events").entries().values()) {
      if (node instanceof Mapping event
          && "HttpApi".equals(Snippets.written(event.entries().get("Type")))) {
        Mapping written = Snippets.mapping(event, "Properties");
        Node id = written.entries().get("ApiId");
        Node of = id == null ? Snippets.ref("ServerlessHttpApi", node.at()) : id;
        if (HttpRoutes.path(written).equals(HttpRoutes.DEFAULT)
            && Snippets.shown(of).equals(Snippets.shown(api))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String source(String path, String method) {
    String open = path.replaceAll("\\{[^}]*}", "*").replaceAll("(.)/$", "$1");
    String upper = method.equalsIgnoreCase("any") ? "*" : method.toUpperCase(Locale.ROOT);
    return upper + (open.startsWith("/") ? open : "/" + open);
  }

  private static Mapping permission(
      String id, Mapping properties, Node api, String source, Location at) {
    Mapping variables =
        new MappingBuilder(at).put("__ApiId__", api).put("__Stage__", "*", at).build();
    return Permissions.ofApi(
        FunctionTarget.ref(id, properties, at), Snippets.sub(EXECUTE + source, variables, at), at);
  }

  private static void bucket(
      String id, String name, Mapping event, Location at, SamProblems problems) {
    if (!Snippets.isFunction(event.entries().get("Bucket"))) {
      problems.event(id, name, at, "S3 events must reference an S3 bucket in the same template.");
    }
  }
}
