package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.openapi.AuthorizerReader.Written;
import io.sallyport.core.definition.openapi.IdentitySources.Form;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.pipeline.ApiType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Lambda authorizers: TOKEN and REQUEST of REST APIs, REQUEST of HTTP APIs. */
final class LambdaAuthorizerReader {

  private static final Pattern URI =
      Pattern.compile(
          "arn:[a-z0-9-]+:apigateway:[a-z0-9-]+:lambda:path/2015-03-31/functions/"
              + "(arn:[^/\\s]+:function:[^/\\s]+|[^/\\s]*\\$\\{stageVariables\\.\\w+}[^/\\s]*)"
              + "/invocations");

  private final Reading reading;
  private final IdentitySources sources;
  private final AuthorizerValues values;

  LambdaAuthorizerReader(Reading reading) {
    this.reading = reading;
    this.sources = new IdentitySources(reading);
    this.values = new AuthorizerValues(reading);
  }

  /** A REST API's authorizer that is given a token; its one identity source is a header. */
  Lambda token(Written written) {
    return new Lambda(
        written.name(),
        Kind.TOKEN,
        uri(written.authorizer()),
        credentials(written.authorizer()),
        values.ttl(written.authorizer()),
        List.of(sources.header(written, "a TOKEN authorizer")),
        values.expression(written.authorizer()),
        written.at());
  }

  /** An authorizer that is given the request. */
  Lambda request(Written written) {
    Mapping authorizer = written.authorizer();
    Duration ttl = values.ttl(authorizer);
    List<Text> found = sources.all(authorizer);
    found.forEach(source -> sources.check(source, Set.of(Form.values()), "a REQUEST authorizer"));
    boolean isKept = ttl.isPositive();
    if (isKept && found.isEmpty()) {
      reading.error(
          "missing-property",
          authorizer.at(),
          "the authorizer has no `identitySource`, expected one or"
              + " `authorizerResultTtlInSeconds: 0`: what is kept for `"
              + ttl.toSeconds()
              + "` seconds is kept by its values");
    }
    return new Lambda(
        written.name(),
        reading.type() == ApiType.REST ? Kind.REQUEST : httpKind(authorizer),
        uri(authorizer),
        credentials(authorizer),
        ttl,
        found,
        null,
        written.at());
  }

  private Kind httpKind(Mapping authorizer) {
    Node version = authorizer.entries().get("authorizerPayloadFormatVersion");
    boolean simple =
        Reading.get(authorizer, "enableSimpleResponses")
            .flatMap(reading.nodes()::truth)
            .orElse(false);
    if (version == null) {
      reading.error(
          "missing-property",
          authorizer.at(),
          "the authorizer has no `authorizerPayloadFormatVersion`, expected `1.0` or `2.0`");
      return Kind.REQUEST_2_0;
    }
    Optional<String> chosen = reading.nodes().choice(version, List.of("1.0", "2.0"));
    if (chosen.isPresent() && chosen.get().equals("1.0")) {
      if (simple) {
        reading
            .nodes()
            .wrongValue(version, "expected `2.0`, which alone has `enableSimpleResponses`");
      }
      return Kind.REQUEST_1_0;
    }
    return simple ? Kind.REQUEST_2_0_SIMPLE : Kind.REQUEST_2_0;
  }

  private Text uri(Mapping authorizer) {
    Node node = authorizer.entries().get("authorizerUri");
    if (node == null) {
      reading.error("missing-property", authorizer.at(), "the authorizer has no `authorizerUri`");
      return new Text("", authorizer.at());
    }
    Optional<String> uri = reading.nodes().text(node);
    if (uri.isPresent() && !URI.matcher(uri.get()).matches()) {
      reading
          .nodes()
          .wrongValue(
              node,
              "expected `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function"
                  + " ARN}/invocations`");
    }
    return new Text(uri.orElse(""), node.at());
  }

  private @Nullable Text credentials(Mapping authorizer) {
    return values.text(authorizer, "authorizerCredentials");
  }
}
