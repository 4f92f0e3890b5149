package io.sallyport.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.language.PathPattern;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FakeCaller;
import io.sallyport.core.pipeline.FakeTimes;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API Gateway guide: "Develop routes for HTTP APIs", "Set up REST API methods". */
class RouterTest {

  private static final String NONE = "none";

  @ParameterizedTest
  @CsvSource({
    "GET,  /files/img/logo, GET /files/img/logo",
    "GET,  /files/img/x9,   GET /files/img/{name}",
    "GET,  /files/doc/7,    GET /files/{rest+}",
    "POST, /upload/5,       ANY /{all+}",
    "POST, /files/img/logo, ANY /{all+}",
    "GET,  /,               $default",
    "TRACE, /upload/5,      $default"
  })
  void picksHttpRoutesByTheWorkedExample(String method, String path, String expected) {
    RouterBuilder routes =
        http("GET /files/img/logo", "GET /files/img/{name}", "GET /files/{rest+}", "ANY /{all+}")
            .catchAll(route(ApiType.HTTP, "$default", "$default"));

    assertThat(find(routes.build(), method, path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /pets/,      none",
    "GET,  /pets,       GET /pets",
    "GET,  //pets,      GET /pets",
    "POST, /pets,       none",
    "GET,  /Pets,       none",
    "GET,  /pets/1/,    none",
    "GET,  /pets/1,     GET /pets/{id}",
    "GET,  /pets/a%2Fb, GET /pets/{id}",
    "GET,  /p%65ts,     none",
    "GET,  /deep/,      none",
    "GET,  /deep/x/,    GET /deep/{rest+}",
    "GET,  /deep/lower/x, GET /deep/lower/{rest+}",
    "POST, /deep/lower/x, POST /deep/{rest+}"
  })
  void matchesHttpPathsAsTheyWereSent(String method, String path, String expected) {
    Router router =
        http(
                "GET /pets",
                "GET /pets/{id}",
                "GET /deep/{rest+}",
                "POST /deep/{rest+}",
                "GET /deep/lower/{rest+}")
            .build();

    assertThat(find(router, method, path)).isEqualTo(expected);
  }

  @Test
  void prefersAFullMatchInTheCornerUnlessToldOtherwise() {
    RouterBuilder routes = http("GET /a/{proxy+}", "ANY /a/{id}");

    assertThat(find(routes.build(), "GET", "/a/1")).isEqualTo("ANY /a/{id}");
    assertThat(find(routes.corner(Router.Corner.EXPLICIT_METHOD_FIRST).build(), "GET", "/a/1"))
        .isEqualTo("GET /a/{proxy+}");
    assertThat(find(routes.build(), "POST", "/a/1")).isEqualTo("ANY /a/{id}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /part1,              GET /part1",
    "GET,    /part1/,             GET /part1",
    "GET,    /part1//,            GET /part1",
    "GET,    /part1/hard,         GET /part1/hard",
    "GET,    /part1/other,        GET /{proxy+}",
    "GET,    /users/42,           GET /users/{id}",
    "GET,    /users/,             GET /{proxy+}",
    "GET,    /users//orders,      GET /{proxy+}",
    "GET,    /users/42/orders,    ANY /users/{id}/orders",
    "DELETE, /users/42/orders,    ANY /users/{id}/orders",
    "TRACE,  /users/42/orders,    none",
    "GET,    /users/42/orders/9,  GET /{proxy+}",
    "GET,    /USERS/42,           GET /{proxy+}",
    "GET,    /,                   none",
    "POST,   /nowhere,            none"
  })
  void picksRestResourcesSegmentBySegment(String method, String path, String expected) {
    Router router =
        rest(
                "GET /part1",
                "GET /part1/hard",
                "GET /users/{id}",
                "ANY /users/{id}/orders",
                "GET /{proxy+}")
            .build();

    assertThat(find(router, method, path)).isEqualTo(expected);
  }

  @Test
  void prefersTheNamedMethodToAnyOnTheSameResource() {
    Router router = rest("ANY /a", "POST /a").build();

    assertThat(find(router, "POST", "/a")).isEqualTo("POST /a");
    assertThat(find(router, "GET", "/a")).isEqualTo("ANY /a");
  }

  @Test
  void givesWayToAGreedyResourceThatHasTheMethodAsRecorded() {
    RouterBuilder routes = rest("POST /test", "ANY /test/any", "OPTIONS /{proxy+}");

    assertThat(find(routes.build(), "OPTIONS", "/test")).isEqualTo("OPTIONS /{proxy+}");
    assertThat(find(routes.build(), "OPTIONS", "/test/any")).isEqualTo("ANY /test/any");
    assertThat(
            find(routes.methodFallback(Router.MethodFallback.REFUSED).build(), "OPTIONS", "/test"))
        .isEqualTo(NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "/proxy-value/,               proxy-value",
    "/proxy-value//double-slash,  proxy-value//double-slash",
    "//proxy-value,               proxy-value",
    "/test%2Balias@gmail.com,     test%2Balias@gmail.com"
  })
  void keepsRestPathValuesEncodedAndWithoutOuterSlashes(String path, String value) {
    Exchange exchange = exchange("GET", path);

    Route found = rest("GET /{proxy+}").build().find("GET", path, 0, exchange);

    assertThat(found).isNotNull();
    assertThat(exchange.pathParameter(0)).isEqualTo(value);
  }

  @Test
  void findsEveryValueOfAPath() {
    Exchange exchange = exchange("GET", "/prod/a/1/b/2/x/y");

    Router router = http("GET /a/{one}/b/{two}/{rest+}").build();
    Route found = router.find("GET", "/prod/a/1/b/2/x/y", 5, exchange);

    assertThat(found).isNotNull();
    assertThat(exchange.pathParameter(0)).isEqualTo("1");
    assertThat(exchange.pathParameter(1)).isEqualTo("2");
    assertThat(exchange.pathParameter(2)).isEqualTo("x/y");
  }

  @Test
  void findsEachOfTenThousandRoutes() {
    RouterBuilder routes = rest();
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String path = "/area" + i % 100 + "/thing" + i + (i % 3 == 0 ? "/{id}" : "");
      paths.add(path);
      routes.add("GET", PathPattern.parse(path), route(ApiType.REST, "GET " + path, path));
    }
    Router router = routes.build();

    for (String path : paths) {
      assertThat(find(router, "GET", path.replace("{id}", "77"))).isEqualTo("GET " + path);
      assertThat(find(router, "GET", path + "x/1/2")).isEqualTo(NONE);
    }
  }

  @Test
  void agreesWithAPlainReadingOfTheRulesOnRandomPaths() {
    Random random = new Random(7);
    String[] words = {"a", "b", "{v}", "c"};
    for (int round = 0; round < 300; round++) {
      List<String> templates = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        StringBuilder path = new StringBuilder();
        for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
          path.append('/').append(words[random.nextInt(words.length)]);
        }
        String template = path + (random.nextInt(4) == 0 ? "/{rest+}" : "");
        if (!templates.contains(template)) {
          templates.add(template);
        }
      }
      Router router =
          rest(templates.stream().map(path -> "GET " + path).toArray(String[]::new)).build();
      String path = "/" + "abcd".charAt(random.nextInt(4)) + "/" + "abcd".charAt(random.nextInt(4));
      path += random.nextBoolean() ? "/a" : "";
      assertThat(find(router, "GET", path)).isEqualTo(plainly(templates, path));
    }
  }

  /** The best template by comparing them from left to right: literal, variable, greedy. */
  private static String plainly(List<String> templates, String path) {
    String best = NONE;
    String bestRank = "~";
    for (String template : templates) {
      String rank = rank(template.split("/", -1), path.split("/", -1));
      if (rank != null && rank.compareTo(bestRank) < 0) {
        best = "GET " + template;
        bestRank = rank;
      }
    }
    return best;
  }

  private static @Nullable String rank(String[] template, String[] path) {
    StringBuilder rank = new StringBuilder();
    for (int i = 1; i < template.length; i++) {
      if (i >= path.length) {
        return null;
      }
      if (template[i].endsWith("+}")) {
        return rank.append('3').toString();
      }
      boolean variable = template[i].startsWith("{");
      if (!variable && !template[i].equals(path[i])) {
        return null;
      }
      rank.append(variable ? '2' : '1');
    }
    return template.length == path.length ? rank.toString() : null;
  }

  private static RouterBuilder rest(String... keys) {
    return builder(ApiType.REST, keys);
  }

  private static RouterBuilder http(String... keys) {
    return builder(ApiType.HTTP, keys);
  }

  private static RouterBuilder builder(ApiType type, String... keys) {
    RouterBuilder builder = Router.builder(type);
    for (String key : keys) {
      String path = key.substring(key.indexOf(' ') + 1);
      builder.add(
          key.substring(0, key.indexOf(' ')), PathPattern.parse(path), route(type, key, path));
    }
    return builder;
  }

  private static String find(Router router, String method, String path) {
    Route found = router.find(method, path, 0, exchange(method, path));
    return found == null ? NONE : found.key();
  }

  private static Exchange exchange(String method, String path) {
    Request request =
        new Request(
            method,
            path,
            null,
            "",
            HeaderList.EMPTY,
            Body.EMPTY,
            new InetSocketAddress("198.51.100.7", 1),
            false);
    return new Exchange(request, new FakeCaller(), new Ids(new Random(1)), new FakeTimes());
  }

  private static Route route(ApiType type, String key, String path) {
    Stage stage = new Stage("a1", "pets", type, "prod", Map.of(), "1", "r", "d", new HttpWording());
    return new Route(
        stage,
        key,
        path,
        "",
        "",
        path.startsWith("/") ? PathPattern.parse(path).variables() : List.of(),
        List.of(),
        exchange -> new Now<>(Response.of(200, HeaderList.EMPTY, Body.EMPTY)),
        List.of(),
        true);
  }
}
