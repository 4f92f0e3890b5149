package io.sallyport.core.definition;

import io.sallyport.core.definition.IntegrationDefinition.Text;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authorizer as the operator wrote it. */
public sealed interface AuthorizerDefinition {

  /** The name of the security scheme. */
  String name();

  Location at();

  /**
   * A Lambda authorizer.
   *
   * @param uri the function, as written: {@code
   *     arn:aws:apigateway:…:lambda:path/2015-03-31/functions/{ARN}/invocations}
   * @param credentials the role the function is called with, or null
   * @param ttl how long what it returns is kept; zero for not at all
   * @param identitySources where its identity values are read, in order
   * @param validation what a TOKEN authorizer's token must match, or null
   */
  record Lambda(
      String name,
      Kind kind,
      Text uri,
      @Nullable Text credentials,
      Duration ttl,
      List<Text> identitySources,
      @Nullable Text validation,
      Location at)
      implements AuthorizerDefinition {

    public Lambda {
      identitySources = List.copyOf(identitySources);
    }

    /** What the function is given, and what it gives back. */
    public enum Kind {
      /** A REST API's: a token, and a policy. */
      TOKEN,
      /** A REST API's: a request, and a policy. */
      REQUEST,
      /** An HTTP API's: an event of version 1.0, and a policy. */
      REQUEST_1_0,
      /** An HTTP API's: an event of version 2.0, and a policy. */
      REQUEST_2_0,
      /** An HTTP API's: an event of version 2.0, and a simple response. */
      REQUEST_2_0_SIMPLE
    }
  }

  /**
   * A JWT authorizer.
   *
   * @param identitySource where the token is read
   * @param audiences what {@code aud} or {@code client_id} may say
   */
  record Jwt(String name, Text identitySource, Text issuer, List<String> audiences, Location at)
      implements AuthorizerDefinition {

    public Jwt {
      audiences = List.copyOf(audiences);
    }
  }

  /**
   * A Cognito user pool authorizer of a REST API.
   *
   * @param providerArns the user pools, {@code arn:aws:cognito-idp:…:userpool/…}
   * @param identitySource where the token is read
   * @param validation what the token's {@code aud} must match, or null
   * @param ttl as written; what is verified is kept no longer
   */
  record Cognito(
      String name,
      List<Text> providerArns,
      Text identitySource,
      @Nullable Text validation,
      Duration ttl,
      Location at)
      implements AuthorizerDefinition {

    public Cognito {
      providerArns = List.copyOf(providerArns);
    }
  }
}
