package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Auth} of an HTTP API says.
 *
 * @param authorizers by name
 * @param byDefault the authorizer of routes that name none, or null
 */
record HttpAuth(Map<String, HttpAuthorizer> authorizers, @Nullable Scalar byDefault) {

  static final String NONE = "NONE";
  static final String IAM = "AWS_IAM";

  private static final Set<String> KEYS =
      Set.of("Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer");

  /** Reads {@code Auth}; empty where something is wrong with it. */
  static Optional<HttpAuth> read(String id, Mapping properties, SamProblems problems) {
    Mapping auth = Snippets.mapping(properties, "Auth");
    Optional<String> unknown =
        auth.entries().keySet().stream().filter(key -> !KEYS.contains(key)).findFirst();
    if (unknown.isPresent()) {
      problems.resource(id, auth.keyAt(unknown.get()), "Invalid value for 'Auth' property");
      return Optional.empty();
    }
    Optional<Map<String, HttpAuthorizer>> authorizers = authorizers(id, auth, problems);
    return authorizers.flatMap(known -> withDefault(id, auth, known, problems));
  }

  private static Optional<HttpAuth> withDefault(
      String id, Mapping auth, Map<String, HttpAuthorizer> authorizers, SamProblems problems) {
    Node named = auth.entries().get("DefaultAuthorizer");
    Location at = auth.keyAt("DefaultAuthorizer");
    if (named == null) {
      return Optional.of(new HttpAuth(authorizers, null));
    }
    String name = Snippets.written(named);
    if (name == null) {
      problems.resource(id, at, "DefaultAuthorizer is not a string.");
      return Optional.empty();
    }
    if (!authorizers.containsKey(name)) {
      problems.resource(
          id,
          at,
          "Unable to set DefaultAuthorizer because '"
              + name
              + "' was not defined in 'Authorizers'.");
      return Optional.empty();
    }
    return Optional.of(new HttpAuth(authorizers, (Scalar) named));
  }

  private static Optional<Map<String, HttpAuthorizer>> authorizers(
      String id, Mapping auth, SamProblems problems) {
    Map<String, HttpAuthorizer> read = new LinkedHashMap<>();
    Node written = auth.entries().get("Authorizers");
    if (written != null && (!(written instanceof Mapping) || Snippets.isFunction(written))) {
      problems.resource(id, auth.keyAt("Authorizers"), "Property 'Authorizers' should be a map.");
      return Optional.empty();
    }
    Mapping all = Snippets.mapping(auth, "Authorizers");
    boolean fine = true;
    for (Map.Entry<String, Node> entry : all.entries().entrySet()) {
      Location at = all.keyAt(entry.getKey());
      Optional<HttpAuthorizer> one =
          HttpAuthorizer.read(id, entry.getKey(), entry.getValue(), at, problems);
      one.ifPresent(authorizer -> read.put(entry.getKey(), authorizer));
      fine = one.isPresent();
      if (!fine) {
        break;
      }
    }
    Node iam = auth.entries().get("EnableIamAuthorizer");
    if (iam != null && !(iam instanceof Scalar s && s.kind() == Node.Kind.BOOLEAN)) {
      problems.resource(
          id,
          auth.keyAt("EnableIamAuthorizer"),
          "Property 'EnableIamAuthorizer' should be a boolean.");
      return Optional.empty();
    }
    if (Snippets.isTrue(iam)) {
      read.putIfAbsent(IAM, HttpAuthorizer.iam(auth.keyAt("EnableIamAuthorizer")));
    }
    return fine ? Optional.of(read) : Optional.empty();
  }

  /** The requirement that {@code name} is: its scopes, or those asked for instead. */
  Node requirement(String name, @Nullable Node scopes, Location at) {
    HttpAuthorizer authorizer = authorizers.get(name);
    Node asked = scopes != null ? scopes : authorizer == null ? null : authorizer.scopes();
    Node list = asked == null ? new Sequence(List.of(), at) : asked;
    return Snippets.list(at, Snippets.entry(name, list, at));
  }

  /** The body with the authorizers as security schemes. */
  void addSchemes(MappingBuilder body, Location at) {
    if (authorizers.isEmpty()) {
      return;
    }
    Mapping components = body.get("components") instanceof Mapping m ? m : Snippets.empty(at);
    MappingBuilder schemes = MappingBuilder.of(Snippets.mapping(components, "securitySchemes"));
    authorizers.forEach(
        (name, authorizer) -> schemes.put(name, authorizer.scheme(), authorizer.at()));
    body.put(
        "components",
        MappingBuilder.of(components).put("securitySchemes", schemes.build()).build());
  }
}
