package io.sallyport.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.adapters.issuer.Accounts;
import io.sallyport.adapters.issuer.Accounts.Client;
import io.sallyport.adapters.issuer.Accounts.User;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsReaderTest {

  private final Problems problems = new Problems(Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          usres: {}                                 | 1 | 1  | unknown-property | `usres` is not a property of the file of users
          users: [alice]                            | 1 | 8  | wrong-type | expected a mapping
          users: {alice: admin}                     | 1 | 16 | wrong-type | expected a mapping
          users: {alice: {pasword: x}}              | 1 | 17 | unknown-property | `pasword` is not a property of a user
          users: {alice: {groups: admin}}           | 1 | 25 | wrong-type | expected a sequence
          users: {alice: {groups: [big cats]}}      | 1 | 25 | wrong-value | `big cats` will not do in `groups`
          users: {alice: {attributes: {exp: '9'}}}  | 1 | 29 | wrong-value | the attribute `exp` is a claim that the issuer sets itself
          clients: {web: {secret: [x]}}             | 1 | 25 | wrong-type | expected text
          clients: {web: {redirect: x}}             | 1 | 17 | unknown-property | `redirect` is not a property of a client
          """)
  void refusesWithThePlace(String text, int line, int column, String id, String message) {
    read(text);
    assertThat(problems.found()).hasSize(1);
    Problem problem = problems.found().getFirst();
    assertThat(problem.id()).isEqualTo(id);
    assertThat(problem.message()).contains(message);
    assertThat(problem.at().line()).isEqualTo(line);
    assertThat(problem.at().column()).isEqualTo(column);
  }

  @Test
  void readsUsersAndClients() {
    Accounts read =
        read(
            """
            users:
              alice:
                password: wonderland
                groups: [admin]
                scopes: [pets/read]
                attributes: {email: alice@example.com, custom:tenant: acme}
              bob: {}
            clients:
              web: {}
              service: {secret: s, scopes: []}
            """);
    assertThat(problems.found()).isEmpty();
    assertThat(read.users())
        .isEqualTo(
            Map.of(
                "alice",
                new User(
                    "alice",
                    "wonderland",
                    List.of("admin"),
                    List.of("pets/read"),
                    Map.of("email", "alice@example.com", "custom:tenant", "acme")),
                "bob",
                new User("bob", null, List.of(), null, Map.of())));
    assertThat(read.clients())
        .isEqualTo(
            Map.of(
                "web", new Client("web", null, null),
                "service", new Client("service", "s", List.of())));
  }

  private Accounts read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Mapping document =
        (Mapping)
            DocumentReader.read("users.yaml", bytes, DocumentLimits.CONFIGURATION, problems)
                .orElseThrow();
    return AccountsReader.read(document, problems);
  }
}
