package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.mock;
import static io.sallyport.core.compile.Definitions.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.pipeline.FakeUpstream;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.DeployedRoute;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a later snapshot takes over from the one before, and what it must not. */
class ReuseTest {

  private static final long LIMIT = 1000;

  private final FakeUpstream upstream = new FakeUpstream();
  private final Compiler compiler =
      new Compiler(Services.of(upstream), Map.of(), LIMIT, WebSocket.REFUSED);

  @Test
  void keepsAnApiThatDidNotChange() {
    Definitions pets = Definitions.rest().id("aaaaaaaaaa").route("GET /a", mock("1"));
    GatewaySnapshot first = compile(compiler, null, pets, dogs("1"));
    GatewaySnapshot second = compile(compiler, first, pets, dogs("2"));

    assertThat(second.number()).isEqualTo(2);
    assertThat(second.apis().get(0)).isSameAs(first.apis().get(0));
    assertThat(second.apis().get(1)).isNotSameAs(first.apis().get(1));
    assertThat(second.apis().get(1).digest()).isNotEqualTo(first.apis().get(1).digest());
  }

  @Test
  void compilesAChangedRouteAndKeepsTheOthers() {
    DeployedApi first = api(null, petsWith(mock("1")));
    DeployedApi second = api(first, petsWith(mock("2")));

    assertThat(second).isNotSameAs(first);
    assertThat(route(second, "GET /a")).isSameAs(route(first, "GET /a"));
    assertThat(route(second, "GET /b/{id}")).isSameAs(route(first, "GET /b/{id}"));
    assertThat(route(second, "GET /changing")).isNotSameAs(route(first, "GET /changing"));
    assertThat(second.stage()).isSameAs(first.stage());
  }

  @Test
  void findsTheChangedRouteAndNotTheOneBefore() {
    Problems problems = new Problems(Set.of());
    GatewaySnapshot first = compile(compiler, null, petsWith(mock("1")));
    GatewaySnapshot second =
        compiler.compile(List.of(petsWith(mock("2")).build()), first, problems).orElseThrow();

    assertThat(new Running(second).get("/prod/changing").body()).isEqualTo("2");
    assertThat(new Running(second).get("/prod/b/7").body()).isEqualTo("b");
    assertThat(new Running(first).get("/prod/changing").body()).isEqualTo("1");
  }

  @Test
  void keepsRoutesWhereOneIsAddedOneTakenAndAllMoved() {
    DeployedApi first =
        api(null, Definitions.rest().route("GET /a", mock("a")).route("GET /b", mock("b")));
    DeployedApi second =
        api(first, Definitions.rest().route("GET /c", mock("c")).route("GET /a", mock("a")));

    assertThat(second.routes()).extracting(DeployedRoute::key).containsExactly("GET /c", "GET /a");
    assertThat(route(second, "GET /a")).isSameAs(route(first, "GET /a"));
    assertThat(new Running(snapshot(second)).get("/prod/b").status()).isEqualTo(403);
  }

  @Test
  void keepsARouteThatOnlyStandsElsewhereInItsFile() {
    DeployedApi first = api(null, Definitions.rest().route("GET /a", mock("a")));
    ApiDefinition moved = Definitions.rest().route("GET /a", mock("a")).build();
    RouteDefinition route = moved.routes().getFirst();
    Location further = new Location("api.yaml", 99, 7, "/paths/~1a/get");
    RouteDefinition elsewhere =
        new RouteDefinition(
            route.method(),
            route.path(),
            route.operationName(),
            route.responses(),
            route.authorization(),
            route.integration(),
            further);

    assertThat(Digests.of(elsewhere)).isEqualTo(first.routes().getFirst().digest());
  }

  @Test
  void compilesEveryRouteWhereTheStageChanged() {
    Definitions before = Definitions.rest().variable("v", "1").route("GET /a", mock("a"));
    Definitions variable = Definitions.rest().variable("v", "2").route("GET /a", mock("a"));
    Definitions renamed =
        Definitions.rest().stage("test").variable("v", "1").route("GET /a", mock("a"));
    Definitions worded =
        Definitions.rest()
            .variable("v", "1")
            .route("GET /a", mock("a"))
            .response(GatewayResponseType.DEFAULT_4XX, 418, Map.of());
    DeployedApi first = api(null, before);

    for (Definitions later : List.of(variable, renamed, worded)) {
      DeployedApi second = api(first, later);
      assertThat(second.stage()).isNotSameAs(first.stage());
      assertThat(route(second, "GET /a")).isNotSameAs(route(first, "GET /a"));
      assertThat(route(second, "GET /a").stage()).isSameAs(second.stage());
    }
  }

  @Test
  void compilesEveryRouteWhereEndpointsAreRedirectedOrTheLimitMoves() {
    Definitions pets = Definitions.rest().route("GET /a", proxy("http://b.test/"));
    GatewaySnapshot first = compile(compiler, null, pets);
    Compiler redirecting =
        new Compiler(
            Services.of(upstream),
            Map.of("http://b.test", "http://127.0.0.1:1"),
            LIMIT,
            WebSocket.REFUSED);
    Compiler larger = new Compiler(Services.of(upstream), Map.of(), LIMIT + 1, WebSocket.REFUSED);

    for (Compiler later : List.of(redirecting, larger)) {
      GatewaySnapshot second = compile(later, first, pets);
      assertThat(second.apis().getFirst()).isNotSameAs(first.apis().getFirst());
      assertThat(route(second.apis().getFirst(), "GET /a"))
          .isNotSameAs(route(first.apis().getFirst(), "GET /a"));
    }
  }

  @Test
  void refusesANewSiblingThatConflictsWithARouteThatIsKept() {
    Definitions before = Definitions.rest().route("GET /a/{id}", mock("a"));
    GatewaySnapshot first = compile(compiler, null, before);
    Problems problems = new Problems(Set.of());
    Definitions conflicting =
        Definitions.rest().route("GET /a/{id}", mock("a")).route("GET /a/{name}/b", mock("b"));
    Definitions twice =
        Definitions.rest().route("GET /a/{id}", mock("a")).route("GET /a/{id}", mock("a"));

    assertThat(compiler.compile(List.of(conflicting.build()), first, problems)).isEmpty();
    assertThat(compiler.compile(List.of(twice.build()), first, problems)).isEmpty();
    assertThat(problems.found())
        .extracting(Problem::id)
        .containsExactly("conflicting-path-variables", "duplicate-route");
  }

  @Test
  void doesNotKeepWhatIsOnlyLetPass() {
    Definitions velocity = Definitions.rest().route("GET /a", mock("#set($a=1)"));
    GatewaySnapshot first =
        compiler
            .compile(List.of(velocity.build()), null, new Problems(Set.of("template-needs-vtl")))
            .orElseThrow();

    Problems strict = new Problems(Set.of());
    assertThat(compiler.compile(List.of(velocity.build()), first, strict)).isEmpty();
    assertThat(strict.found()).hasSize(1);
  }

  /** Aliases make two routes share one place in the file, and with it one problem. */
  @Test
  void doesNotKeepARouteWhoseProblemWasSaidOfAnotherBefore() {
    IntegrationDefinition shared = mock("#set($a=1)");
    Definitions both = Definitions.rest().route("GET /a", shared).route("GET /b", shared);
    GatewaySnapshot first =
        compiler
            .compile(List.of(both.build()), null, new Problems(Set.of("template-needs-vtl")))
            .orElseThrow();

    Problems strict = new Problems(Set.of());
    Definitions second = Definitions.rest().route("GET /b", shared);
    assertThat(compiler.compile(List.of(second.build()), first, strict)).isEmpty();
    assertThat(strict.found()).hasSize(1);
  }

  @Test
  void repeatsTheWarningsOfARouteThatDidNotChange() {
    Definitions warned = Definitions.rest().route("GET /a", proxy("http://b.test/{x}"));
    GatewaySnapshot first = compile(compiler, null, warned);

    Problems again = new Problems(Set.of());
    Definitions more = warned.route("GET /b", mock("b"));
    assertThat(compiler.compile(List.of(more.build()), first, again)).isPresent();
    assertThat(again.found()).extracting(Problem::id).containsExactly("unmapped-placeholder");
  }

  @Test
  void keepsAllButOneOfTenThousandRoutes() {
    int count = 10_000;
    DeployedApi first = api(null, many(count, "before"));
    DeployedApi second = api(first, many(count, "after"));

    Set<Route> before = Collections.newSetFromMap(new IdentityHashMap<>());
    first.routes().forEach(route -> before.add(route.route()));
    assertThat(second.routes())
        .filteredOn(route -> !before.contains(route.route()))
        .extracting(DeployedRoute::key)
        .containsExactly("GET " + path(4711));
    Running running = new Running(snapshot(second));
    for (int i = 0; i < count; i++) {
      String body = i == 4711 ? "after" : "body " + i;
      assertThat(running.get("/prod" + path(i).replace("{id}", "x")).body()).isEqualTo(body);
    }
  }

  private static Definitions many(int count, String changing) {
    Definitions api = Definitions.rest();
    for (int i = 0; i < count; i++) {
      api.route("GET " + path(i), mock(i == 4711 ? changing : "body " + i));
    }
    return api;
  }

  private static String path(int index) {
    String service = "/service" + index % 40 + "/items" + index;
    return index % 2 == 0 ? service : service + "/{id}";
  }

  private static Definitions petsWith(IntegrationDefinition changing) {
    return Definitions.rest()
        .route("GET /a", mock("a"))
        .route("GET /changing", changing)
        .route("GET /b/{id}", mock("b"));
  }

  private static Definitions dogs(String body) {
    return Definitions.rest().id("bbbbbbbbbb").route("GET /a", mock(body));
  }

  private static Route route(DeployedApi api, String key) {
    return api.routes().stream()
        .filter(route -> route.key().equals(key))
        .findFirst()
        .orElseThrow()
        .route();
  }

  private DeployedApi api(@Nullable DeployedApi before, Definitions definition) {
    GatewaySnapshot first = before == null ? null : snapshot(before);
    return compile(compiler, first, definition).apis().getFirst();
  }

  private static GatewaySnapshot snapshot(DeployedApi api) {
    return new GatewaySnapshot(1, List.of(api), api.unmatched());
  }

  private static GatewaySnapshot compile(
      Compiler compiler, @Nullable GatewaySnapshot previous, Definitions... apis) {
    return compiler
        .compile(
            List.of(apis).stream().map(Definitions::build).toList(),
            previous,
            new Problems(Set.of()))
        .orElseThrow();
  }
}
