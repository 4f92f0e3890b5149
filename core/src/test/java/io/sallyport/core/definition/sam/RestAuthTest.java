package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code Auth} of a REST API and of its events demand of each method. */
class RestAuthTest {

  private static final String TWO =
      "{Authorizers: {Pool: {UserPoolArn: a, AuthorizationScopes: [read]}, Fn: {FunctionArn: f}},"
          + " DefaultAuthorizer: Pool, ApiKeyRequired: true,"
          + " AddDefaultAuthorizerToCorsPreflight: false}";

  private final Problems problems = new Problems(Set.of());

  @Test
  void refusesADefaultAuthorizerThatIsNotDefined() {
    auth("{DefaultAuthorizer: Nobody}");

    assertThat(messages())
        .containsExactly(
            "Resource with id [Shop] is invalid. Unable to set DefaultAuthorizer because 'Nobody'"
                + " was not defined in 'Authorizers'.");
  }

  @Test
  void refusesWhatSamWouldPassOver() {
    auth("{Authorizers: {Fn: {FunctionArn: f, Identitty: {}}}}");
    auth("{DefaultAuthoriser: Fn}");
    RestAuth auth = auth("{}");
    auth.security(event("{Authoriser: Fn}"), "get", "/a");

    assertThat(messages()).hasSize(3);
  }

  @Test
  void refusesNoneWithoutADefaultAndUnknownAuthorizers() {
    RestAuth auth = auth("{Authorizers: {Fn: {FunctionArn: f}}}");
    auth.security(event("{Authorizer: NONE}"), "get", "/a");
    auth.security(event("{Authorizer: Other}"), "get", "/a");

    assertThat(messages().getFirst()).contains("'NONE' is only a valid value when");
    assertThat(messages().getLast())
        .endsWith(
            "Unable to set Authorizer [Other] on API method [get] for path [/a] because it wasn't"
                + " defined in the API's Authorizers.");
  }

  @Test
  void anEventRequiresTheDefaultAndTheKeyUnlessItSaysOtherwise() {
    RestAuth auth = auth(TWO);

    assertThat(shown(auth.security(event("{}"), "get", "/a")))
        .isEqualTo("[{'Pool': ['read']}, {'api_key': []}]");
    assertThat(shown(auth.security(event("{Authorizer: Fn, ApiKeyRequired: false}"), "get", "/a")))
        .isEqualTo("[{'Fn': []}]");
    assertThat(
            shown(
                auth.security(
                    event("{Authorizer: Pool, AuthorizationScopes: [write]}"), "get", "/a")))
        .isEqualTo("[{'Pool': ['write']}, {'api_key': []}]");
    assertThat(shown(auth.security(event("{Authorizer: NONE}"), "get", "/a")))
        .isEqualTo("[{'NONE': []}, {'api_key': []}]");
    assertThat(messages()).isEmpty();
  }

  @Test
  void aWrittenOperationRequiresTheDefaultUnlessItHasAnAuthorizer() {
    RestAuth auth = auth(TWO);

    assertThat(shown(auth.securityOfWritten(mapping("{}"), "get", "/items")))
        .isEqualTo("[{'Pool': ['read']}, {'api_key': []}]");
    assertThat(shown(auth.securityOfWritten(mapping("{security: [{Fn: []}]}"), "get", "/items")))
        .isEqualTo("[{'Fn': []}, {'api_key': []}]");
    assertThat(shown(auth.securityOfWritten(mapping("{}"), "options", "/items")))
        .isEqualTo("[{'api_key': []}]");
    auth.securityOfWritten(mapping("{security: text}"), "get", "/items");
    assertThat(messages()).hasSize(1);
  }

  @Test
  void theFunctionOfAnAuthorizerMayBeInvokedUnlessThatIsDisabled() {
    Output out = new Output(Location.of("t"));
    auth("{Authorizers: {A: {FunctionArn: f}, B: {FunctionArn: f,"
            + " DisableFunctionDefaultPermissions: true}}}")
        .permissions(out);

    assertThat(out.resources().entries()).containsOnlyKeys("ShopAAuthorizerPermission");
  }

  @Test
  void aRequestAuthorizerNamesItsIdentitySources() {
    RestAuth auth =
        auth(
            "{Authorizers: {A: {FunctionArn: f, FunctionPayloadType: REQUEST, Identity: {Headers:"
                + " [X], QueryStrings: [q], ReauthorizeEvery: 0}}}}");

    assertThat(shown(auth.schemes()))
        .contains(
            "'identitySource': 'method.request.header.X, method.request.querystring.q'",
            "'authorizerResultTtlInSeconds': 0");
  }

  @Test
  void listsOfAddressesAndNetworksDenyTheRest() {
    RestAuth auth =
        auth("{ResourcePolicy: {IpRangeWhitelist: [1.2.3.4], SourceVpcBlacklist: [vpc-1]}}");

    assertThat(shown(auth.policy(List.of(event("{ResourcePolicy: {AwsAccountBlacklist: ['1']}}")))))
        .contains(
            "{'NotIpAddress': {'aws:SourceIp': ['1.2.3.4']}}",
            "{'StringEquals': {'aws:SourceVpc': ['vpc-1']}}",
            "'Effect': 'Deny'",
            "{'AWS': ['1']}",
            "execute-api:/${__Stage__}/GET/a/*");
  }

  @Test
  void refusesAPolicyThatIsNotResolved() {
    auth("{ResourcePolicy: {SourceVpcWhitelist: [{Ref: Vpc}]}}").policy(List.of());
    auth("{ResourcePolicy: text}").policy(List.of());
    auth("{ResourcePolicy: {IpRangeWhitlist: [1.2.3.4]}}").policy(List.of());

    assertThat(messages()).hasSize(3);
  }

  @Test
  void aSharedPlanHasTheStagesOfAllApis() {
    Output out = new Output(Location.of("t"));
    Node stage = Snippets.text("Prod", Location.of("t"));
    auth("{UsagePlan: {CreateUsagePlan: SHARED, Quota: {Limit: 5}}}").usagePlan("Shop", stage, out);
    auth("{UsagePlan: {CreateUsagePlan: SHARED}}").usagePlan("Bank", stage, out);

    assertThat(out.resources().entries())
        .containsOnlyKeys("ServerlessUsagePlan", "ServerlessApiKey", "ServerlessUsagePlanKey");
    assertThat(Snippets.shown(out.resources())).contains("'Shop'", "'Bank'", "{'Limit': 5}");
  }

  private RestAuth auth(String auth) {
    Mapping properties = mapping("{StageName: Prod, Auth: " + auth + "}");
    return RestAuth.of("Shop", properties, properties.at(), new SamProblems(problems));
  }

  private ApiEvent event(String auth) {
    Mapping nothing = new MappingBuilder(Location.of("t")).build();
    Mapping properties = mapping("{Path: '/a/{id}', Method: get, Auth: " + auth + "}");
    return new ApiEvent(
        "Buy", ApiEvent.OwnerKind.FUNCTION, "Get", "Shop", properties, null, nothing, nothing.at());
  }

  private Mapping mapping(String yaml) {
    return (Mapping)
        DocumentReader.read(
                "t.yaml",
                yaml.getBytes(StandardCharsets.UTF_8),
                DocumentLimits.DEFINITION,
                problems)
            .orElseThrow(() -> new AssertionError(problems.found()));
  }

  private List<String> messages() {
    return problems.found().stream().map(Problem::message).toList();
  }

  private static String shown(@Nullable Node node) {
    return node == null ? "nothing" : Snippets.shown(node);
  }
}
