package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.AuthorizationDefinition;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.openapi.SecuritySchemes.Scheme;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.language.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the operations of a document ask of their callers. An operation that says nothing asks
 * what the document asks; {@code security: []} asks nothing.
 *
 * <p>The guide says that REST APIs ignore the document's requirements, a recorded import says that
 * they apply; they apply here, for who writes them counts on them.
 *
 * <p>INVARIANT: whatever a requirement names is enforced or a problem. AWS has one authorizer for a
 * method, so that two, be both asked for or either, are a mistake.
 */
final class SecurityReader {

  private static final String KEY = "security";

  private final Reading reading;
  private final SecuritySchemes schemes;
  private @Nullable AuthorizationDefinition inherited;

  SecurityReader(Reading reading) {
    this.reading = reading;
    this.schemes = new SecuritySchemes(reading);
  }

  /** The authorizers of the document, by the names of their schemes. */
  Map<String, AuthorizerDefinition> authorizers() {
    return schemes.authorizers();
  }

  /** What an operation asks of its caller; what cannot be enforced is a problem. */
  AuthorizationDefinition read(Mapping operation) {
    return operation.entries().containsKey(KEY) ? required(operation) : inherited();
  }

  private AuthorizationDefinition inherited() {
    AuthorizationDefinition known = inherited;
    if (known == null) {
      known = required(reading.root());
      inherited = known;
    }
    return known;
  }

  private AuthorizationDefinition required(Mapping owner) {
    List<AuthorizationDefinition.Authorizer> authorizers = new ArrayList<>();
    Reading.get(owner, KEY)
        .flatMap(reading.nodes()::sequence)
        .ifPresent(all -> all.items().forEach(item -> requirement(item, authorizers)));
    if (authorizers.size() > 1) {
      reading.error(
          "several-authorizers",
          authorizers.get(1).at(),
          "`"
              + authorizers.get(1).authorizer()
              + "` stands beside `"
              + authorizers.getFirst().authorizer()
              + "`, expected one authorizer: API Gateway has one for a method");
    }
    return authorizers.isEmpty() ? AuthorizationDefinition.None.NONE : authorizers.getFirst();
  }

  /** An empty requirement among others lets nobody in: only what is named counts. */
  private void requirement(Node node, List<AuthorizationDefinition.Authorizer> authorizers) {
    reading
        .nodes()
        .mapping(node)
        .ifPresent(requirement ->
            requirement
                .entries()
                .forEach((name, scopes) ->
                    demand(name, scopes, requirement.keyAt(name)).ifPresent(authorizers::add)));
  }

  private Optional<AuthorizationDefinition.Authorizer> demand(
      String name, Node scopes, Location at) {
    Scheme scheme = schemes.find(name);
    if (scheme == null) {
      reading.error(
          "unknown-security-scheme",
          at,
          "`" + name + "` is no security scheme of this document",
          Suggestions.nearest(name, schemes.names()));
      return Optional.empty();
    }
    if (!schemes.takes(scheme, at)) {
      return Optional.empty();
    }
    List<String> asked = new Scopes(reading).read(scopes, scheme);
    return Optional.of(new AuthorizationDefinition.Authorizer(name, asked, at));
  }
}
