package io.sallyport.core.definition.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.InvokePermissions;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionPermissionsTest {

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:orders";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Principal: apigateway.amazonaws.com, FunctionName: !Ref Orders                           | true
          Principal: apigateway.amazonaws.com, FunctionName: !GetAtt Orders.Arn                    | true
          Principal: apigateway.amazonaws.com, FunctionName: "123456789012:function:orders"        | true
          Principal: "*", FunctionName: !Ref Orders                                                | true
          Principal: apigateway.amazonaws.com, FunctionName: !Ref Orders, SourceAccount: "123456789012" | true
          Principal: apigateway.amazonaws.com, FunctionName: !Ref Orders, SourceAccount: "1"       | false
          Principal: "*", FunctionName: !Ref Orders, PrincipalOrgID: o-1                           | false
          Principal: "*", FunctionName: !Ref Orders, FunctionUrlAuthType: NONE                     | false
          Principal: "*", FunctionName: !Ref Orders, EventSourceToken: secret                      | false
          Principal: events.amazonaws.com, FunctionName: !Ref Orders                               | false
          Principal: apigateway.amazonaws.com, FunctionName: !Ref Live                             | false
          Principal: apigateway.amazonaws.com, FunctionName: other                                 | false
          Principal: apigateway.amazonaws.com, FunctionName: !Ref Orders, SourceArn: !Sub "arn:aws:execute-api:us-east-1:123456789012:${Api}/*/GET/*" | true
          Principal: apigateway.amazonaws.com, FunctionName: !Ref Orders, SourceArn: !Sub "arn:aws:execute-api:us-east-1:123456789012:${Api}/*/PUT/*" | false
          """)
  void readsWhatATemplateLetsApisCall(String properties, boolean allowed) {
    InvokePermissions permissions = read("lambda:InvokeFunction", properties);
    String api = "arn:aws:execute-api:us-east-1:123456789012:" + id(permissions);

    assertThat(permissions.allow(FUNCTION, List.of(api + "/prod/GET/orders"))).isEqualTo(allowed);
    assertThat(read("lambda:GetFunction", properties).allow(FUNCTION, List.of(api))).isFalse();
  }

  /** The API's id stands in the source; any other will do where there is none. */
  private static String id(InvokePermissions permissions) {
    String source =
        permissions.permissions().isEmpty() ? null : permissions.permissions().getFirst().source();
    return source == null ? "x" : source.replaceAll("^.*:([^/]*)/.*$", "$1");
  }

  private static InvokePermissions read(String action, String properties) {
    Problems problems = new Problems(Set.of());
    Mapping root =
        (Mapping)
            DocumentReader.read(
                    "template.yaml",
                    """
                    Resources:
                      Api: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {swagger: "2.0", paths: {}}}}
                      Orders: {Type: AWS::Lambda::Function, Properties: {FunctionName: orders}}
                      Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Orders, Name: live}}
                      May: {Type: AWS::Lambda::Permission, Properties: {Action: "ACTION", PROPERTIES}}
                    """
                        .replace("ACTION", action)
                        .replace("PROPERTIES", properties)
                        .getBytes(StandardCharsets.UTF_8),
                    DocumentLimits.DEFINITION,
                    problems)
                .orElseThrow();
    Deployment deployment =
        new Deployment("shop", "us-east-1", "123456789012", Map.of(), Map.of(), Map.of());
    InvokePermissions permissions = StackReader.read(root, deployment, problems).permissions();
    assertThat(problems.found()).isEmpty();
    return permissions;
  }
}
