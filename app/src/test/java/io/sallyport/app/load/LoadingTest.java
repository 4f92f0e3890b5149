package io.sallyport.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.app.config.Flags;
import io.sallyport.core.compile.Services;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reload reads, and what it takes from before unread. */
class LoadingTest {

  private static final Services NOWHERE = Services.of((_, _, _) -> () -> {});

  @TempDir private Path directory;

  @Test
  void takesAnApiWhoseFileIsTheSameUnread() throws IOException {
    write("pets.json", definition("http://pets.test/"));
    write("dogs.json", definition("http://dogs.test/"));
    configure("");
    Loading first = read(Previous.NOTHING);
    GatewaySnapshot running = first.compile(NOWHERE, null).orElseThrow();
    write("dogs.json", definition("http://cats.test/"));
    Loading second = read(new Previous(running, first.fingerprints()));
    GatewaySnapshot later = second.compile(NOWHERE, running).orElseThrow();

    assertThat(second.definitions()).hasSize(1);
    assertThat(later.apis()).hasSize(2);
    assertThat(api(later, "pets")).isSameAs(api(running, "pets"));
    assertThat(api(later, "dogs")).isNotSameAs(api(running, "dogs"));
    assertThat(second.fingerprints()).hasSize(2);
  }

  @Test
  void readsEverythingAgainWhereTheConfigurationSaysOtherwise() throws IOException {
    write("pets.json", definition("http://pets.test/"));
    write("dogs.json", definition("http://dogs.test/"));
    configure("");
    Loading first = read(Previous.NOTHING);
    GatewaySnapshot running = first.compile(NOWHERE, null).orElseThrow();

    for (String other :
        List.of(
            "endpoints: {'http://pets.test': 'http://127.0.0.1:1'}\n",
            "region: eu-west-1\n",
            "account: '000000000000'\n")) {
      configure(other);
      Loading second = read(new Previous(running, first.fingerprints()));
      assertThat(second.definitions()).hasSize(2);
      GatewaySnapshot later = second.compile(NOWHERE, running).orElseThrow();
      assertThat(api(later, "pets")).isNotSameAs(api(running, "pets"));
    }
  }

  @Test
  void readsAnApiAgainWhoseStageVariablesChanged() throws IOException {
    write("pets.json", definition("http://pets.test/"));
    write("dogs.json", definition("http://dogs.test/"));
    configure("", "{a: '1', b: '1'}");
    Loading first = read(Previous.NOTHING);
    GatewaySnapshot running = first.compile(NOWHERE, null).orElseThrow();
    configure("", "{a: '1', b: '2'}");
    Loading second = read(new Previous(running, first.fingerprints()));

    assertThat(second.definitions()).hasSize(1);
    assertThat(api(second.compile(NOWHERE, running).orElseThrow(), "pets").stage().variables())
        .containsEntry("b", "2");
  }

  @Test
  void readsADefinitionWithAWarningAgainAndSaysItAgain() throws IOException {
    write("pets.json", definition("http://pets.test/{unmapped}"));
    write("dogs.json", definition("http://dogs.test/"));
    configure("");
    Loading first = read(Previous.NOTHING);
    Optional<GatewaySnapshot> running = first.compile(NOWHERE, null);
    assertThat(running).as("%s", first.problems().found()).isPresent();
    Loading second = read(new Previous(running.orElseThrow(), first.fingerprints()));
    assertThat(second.compile(NOWHERE, running.orElseThrow())).isPresent();

    assertThat(second.problems().found()).isEqualTo(first.problems().found());
    assertThat(second.problems().found())
        .extracting(Problem::id)
        .containsOnlyOnce("unmapped-placeholder");
  }

  @Test
  void readsADefinitionAgainWhoseReadingAloneGaveAWarning() throws IOException {
    String warned =
        definition("http://pets.test/")
            .replace(
                "\"uri\"",
                "\"requestParameters\": {\"integration.request.path.none\": \"'x'\"}, \"uri\"");
    write("pets.json", warned);
    write("dogs.json", definition("http://dogs.test/"));
    configure("");
    Loading first = read(Previous.NOTHING);
    GatewaySnapshot running = first.compile(NOWHERE, null).orElseThrow();
    Loading second = read(new Previous(running, first.fingerprints()));

    assertThat(first.fingerprints()).containsOnlyKeys("dogs");
    assertThat(second.problems().found())
        .extracting(Problem::id)
        .containsExactly("unused-path-mapping");
  }

  @Test
  void refusesAHostThatAnUnreadApiHasAlready() throws IOException {
    write("pets.json", definition("http://pets.test/"));
    write("dogs.json", definition("http://dogs.test/"));
    configure("");
    Loading first = read(Previous.NOTHING);
    GatewaySnapshot running = first.compile(NOWHERE, null).orElseThrow();
    write(
        "sallyport.yaml",
        """
        apis:
          - {file: pets.json, id: pets, hosts: [pets.test]}
          - {file: dogs.json, id: dogs, hosts: [pets.test]}
        """);
    Loading both = read(new Previous(running, first.fingerprints()));

    assertThat(both.compile(NOWHERE, running)).isEmpty();
    assertThat(both.problems().found()).extracting(Problem::id).containsExactly("duplicate-host");
  }

  @Test
  void saysOnceThatTwoApisHaveOneId() throws IOException {
    write("pets.json", definition("http://pets.test/"));
    write("dogs.json", definition("http://dogs.test/"));
    write(
        "sallyport.yaml",
        """
        apis:
          - {file: pets.json, id: pets}
          - {file: dogs.json, id: pets}
        """);
    Loading both = read(Previous.NOTHING);

    assertThat(both.compile(NOWHERE, null)).isEmpty();
    assertThat(both.problems().found()).extracting(Problem::id).containsExactly("duplicate-api-id");
  }

  private Loading read(Previous previous) {
    Path file = directory.resolve("sallyport.yaml");
    Flags flags = Flags.of(List.of(), file, null, null, null, Set.of(), Map.of());
    return Loading.begin(flags).read(previous);
  }

  private static DeployedApi api(GatewaySnapshot snapshot, String id) {
    return snapshot.api(id).orElseThrow();
  }

  private void configure(String more) throws IOException {
    configure(more, "{}");
  }

  private void configure(String more, String variables) throws IOException {
    write(
        "sallyport.yaml",
        more
            + "apis:\n  - {file: pets.json, id: pets, stageVariables: "
            + variables
            + "}\n  - {file: dogs.json, id: dogs}\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static String definition(String uri) {
    return """
    {"openapi": "3.0.1", "info": {"title": "Pets", "version": "1"}, "paths": {"/pets": {"get": {
      "responses": {"200": {"description": "ok"}},
      "x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "GET", "uri": "URI"}
    }}}}
    """
        .replace("URI", uri);
  }
}
