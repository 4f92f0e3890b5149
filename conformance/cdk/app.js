// A CDK app: a REST API with a Lambda authorizer and an HTTP API, as `cdk synth` writes them.
const { App, Stack, Duration } = require("aws-cdk-lib");
const apigateway = require("aws-cdk-lib/aws-apigateway");
const gatewayv2 = require("aws-cdk-lib/aws-apigatewayv2");
const { HttpLambdaIntegration } = require("aws-cdk-lib/aws-apigatewayv2-integrations");
const { HttpJwtAuthorizer } = require("aws-cdk-lib/aws-apigatewayv2-authorizers");
const lambda = require("aws-cdk-lib/aws-lambda");
const path = require("node:path");

class ShopStack extends Stack {
  constructor(scope, id) {
    super(scope, id);
    const orders = new lambda.Function(this, "Orders", {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: "index.handler",
      code: lambda.Code.fromAsset(path.join(__dirname, "orders")),
      environment: { SHOP: "corner" },
    });
    const partners = new lambda.Function(this, "Partners", {
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: "authorizer.handler",
      code: lambda.Code.fromAsset(path.join(__dirname, "authorizer")),
    });
    const rest = new apigateway.RestApi(this, "Shop", { cloudWatchRole: false });
    const authorizer = new apigateway.TokenAuthorizer(this, "PartnerKeys", {
      handler: partners,
      identitySource: "method.request.header.X-Partner",
      resultsCacheTtl: Duration.seconds(60),
    });
    const route = rest.root.addResource("orders").addResource("{id}");
    route.addMethod("GET", new apigateway.LambdaIntegration(orders), { authorizer });
    rest.root.addResource("health").addMethod("GET", new apigateway.LambdaIntegration(orders));

    const http = new gatewayv2.HttpApi(this, "Front");
    http.addRoutes({
      path: "/orders/{id}",
      methods: [gatewayv2.HttpMethod.GET],
      integration: new HttpLambdaIntegration("OrdersIntegration", orders),
      authorizer: new HttpJwtAuthorizer("Staff", "https://issuer.example.com/staff", { jwtAudience: ["shop"] }),
    });
  }
}

const app = new App();
new ShopStack(app, "Corner");
app.synth();
