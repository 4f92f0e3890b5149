package io.sallyport.core.compile;

import io.sallyport.core.authorizer.IdentitySources;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.event.OwnHeaders;
import io.sallyport.core.language.Reference;
import io.sallyport.core.language.Reference.Place;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.values.RequestValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles the identity sources of Lambda authorizers. */
final class AuthorizerSources {

  private static final String INVALID = "invalid-identity-source";

  /** Variables that differ from method to method. */
  private static final Set<String> OF_THE_METHOD =
      Set.of("httpMethod", "path", "resourcePath", "resourceId", "routeKey");

  private final Context context;
  private final Sources sources;

  AuthorizerSources(Context context) {
    this.context = context;
    this.sources = new Sources(context);
  }

  /** The sources; empty where one of them is none, of which the problems tell. */
  Optional<IdentitySources> compile(Lambda authorizer) {
    List<RequestValue> values = new ArrayList<>();
    for (Text source : authorizer.identitySources()) {
      Reference reference = reference(source.value());
      if (reference == null || (isToken(authorizer) && !isHeader(reference))) {
        context.problems().error(INVALID, source.at(), wrong(source, authorizer));
      } else {
        bind(reference, source).ifPresent(values::add);
      }
    }
    int expected = authorizer.identitySources().size();
    return isEnough(authorizer) && values.size() == expected
        ? Optional.of(new IdentitySources(values))
        : Optional.empty();
  }

  /**
   * The look-up of {@code reference}.
   *
   * <p>INVARIANT: of a field that the gateway writes for the function, the identity is what the
   * function is given. Else a caller could send what another sent, and be taken for the other.
   */
  private Optional<RequestValue> bind(Reference reference, Text source) {
    KnownHeader header =
        reference instanceof Reference.Parameter(Place place, String name)
                && place == Place.MULTIVALUE_HEADER
            ? KnownHeader.of(name)
            : null;
    return header != null && OwnHeaders.contains(header)
        ? Optional.of(exchange -> OwnHeaders.value(header, exchange))
        : sources.bind(reference, source.at());
  }

  /** Whether what is remembered is remembered for each method on its own. */
  boolean tellMethodsApart(Lambda authorizer) {
    return authorizer.identitySources().stream()
        .map(source -> reference(source.value()))
        .anyMatch(reference ->
            reference instanceof Reference.Context(String name) && OF_THE_METHOD.contains(name));
  }

  /** A token comes from one header; what is remembered is remembered for somebody. */
  private boolean isEnough(Lambda authorizer) {
    int count = authorizer.identitySources().size();
    String fault = null;
    if (isToken(authorizer) && count != 1) {
      fault = "has " + count + " identity sources, expected the one header of its token";
    } else if (authorizer.ttl().isPositive() && count == 0) {
      fault = "remembers what its function says and has no identity source to remember it by";
    }
    if (fault != null) {
      context
          .problems()
          .error(INVALID, authorizer.at(), "the authorizer `" + authorizer.name() + "` " + fault);
    }
    return fault == null;
  }

  private @Nullable Reference reference(String source) {
    return context.type() == ApiType.REST
        ? reference(source, "method.request.", "")
        : reference(source, "$request.", "$");
  }

  private static @Nullable Reference reference(String source, String request, String sign) {
    String name = after(source, request + "header.");
    if (name != null) {
      return new Reference.Parameter(Place.MULTIVALUE_HEADER, name);
    }
    name = after(source, request + "querystring.");
    if (name != null) {
      return new Reference.Parameter(Place.MULTIVALUE_QUERYSTRING, name);
    }
    name = after(source, sign + "stageVariables.");
    if (name != null) {
      return new Reference.StageVariable(name);
    }
    name = after(source, sign + "context.");
    return name == null ? null : new Reference.Context(name);
  }

  private static @Nullable String after(String source, String prefix) {
    return source.startsWith(prefix) && source.length() > prefix.length()
        ? source.substring(prefix.length())
        : null;
  }

  private String wrong(Text source, Lambda authorizer) {
    String request = context.type() == ApiType.REST ? "method.request." : "$request.";
    String sign = context.type() == ApiType.REST ? "" : "$";
    String expected =
        isToken(authorizer)
            ? "expected `method.request.header.<name>`"
            : "expected `%1$sheader.<name>`, `%1$squerystring.<name>`, `%2$sstageVariables.<name>`"
                + " or `%2$scontext.<name>`";
    return "`"
        + source.value()
        + "` is not an identity source, "
        + expected.formatted(request, sign);
  }

  private static boolean isToken(Lambda authorizer) {
    return authorizer.kind() == Kind.TOKEN;
  }

  private static boolean isHeader(Reference reference) {
    return reference instanceof Reference.Parameter parameter
        && parameter.place() == Place.MULTIVALUE_HEADER;
  }
}
