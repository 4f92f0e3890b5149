package io.sallyport.adapters.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.adapters.aws.Signing;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionFailure.Kind;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of an Invoke API, with a server that answers as a test says. */
class InvokedFunctionTest {

  private final InvokeClient client = new InvokeClient();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private HttpServer server;
  private int status = 200;
  private String answer = "{\"ok\":true}";
  private @Nullable String functionError;
  private @Nullable String errorType;
  private boolean hanging;

  InvokedFunctionTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void begin() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void end() {
    released.countDown();
    client.close();
    server.stop(0);
  }

  @Test
  void callsAsTheInvokeApiWantsIt() {
    FunctionResult result = result(function(), call("{\"a\":1}"));
    assertThat(result.payload().text()).isEqualTo("{\"ok\":true}");
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.error()).isNull();
    assertThat(result.requestId()).isEqualTo("id-1");
    assertThat(asked)
        .singleElement()
        .asString()
        .startsWith(
            "POST /2015-03-31/functions/hello/invocations?Qualifier=live RequestResponse Root=1-2-3"
                + " AWS4-HMAC-SHA256 Credential=test/")
        .contains(
            "/eu-west-1/lambda/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date;x-amz-invocation-type,")
        .endsWith(" {\"a\":1}");
  }

  @Test
  void takesAWholeUrlAsItIs() {
    URI whole = url("/2015-03-31/functions/function/invocations");
    result(new InvokedFunction(client, whole, "hello", null, signing()), call("1"));
    assertThat(asked)
        .singleElement()
        .asString()
        .startsWith("POST /2015-03-31/functions/function/invocations ");
  }

  @Test
  void encodesAnArn() {
    String arn = "arn:aws:lambda:eu-west-1:123456789012:function:hello";
    result(new InvokedFunction(client, url("/"), arn, null, signing()), call("1"));
    assertThat(asked)
        .singleElement()
        .asString()
        .startsWith(
            "POST /2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Ahello/invocations"
                + " ");
  }

  @Test
  void tellsOfAFunctionsError() {
    functionError = "Unhandled";
    answer = "{\"errorMessage\":\"no\"}";
    FunctionResult result = result(function(), call("1"));
    assertThat(result.error()).isEqualTo("Unhandled");
    assertThat(result.payload().text()).isEqualTo("{\"errorMessage\":\"no\"}");
  }

  @Test
  void sendsEvents() {
    status = 202;
    answer = "";
    FunctionCall event =
        new FunctionCall(Bytes.utf8("1"), InvocationType.EVENT, "r", "", Duration.ofSeconds(5));
    assertThat(result(function(), event).status()).isEqualTo(202);
    assertThat(asked).singleElement().asString().contains(" Event null ");
  }

  @ParameterizedTest
  @CsvSource({
    "404, ResourceNotFoundException, NOT_FOUND",
    "429, TooManyRequestsException, THROTTLED",
    "413, RequestTooLargeException, TOO_LARGE",
    "403, AccessDeniedException, NOT_PERMITTED",
    "401, , NOT_PERMITTED",
    "400, UnrecognizedClientException, NOT_PERMITTED",
    "400, ExpiredTokenException:http://x, NOT_PERMITTED",
    "400, InvalidRequestContentException, UNREACHABLE",
    "500, ServiceException, UNREACHABLE",
    "502, EC2ThrottledException, UNREACHABLE",
    "302, , UNREACHABLE",
  })
  void saysWhyACallWasRefused(int refused, @Nullable String type, Kind kind) {
    status = refused;
    errorType = type;
    answer = "{\"Message\":\"so it is\"}";
    FunctionFailure failure = failure(function(), call("1"));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.reason()).contains(Integer.toString(refused), "so it is");
  }

  @Test
  void signsWithTheCredentialsOfTheChain() {
    System.setProperty("aws.accessKeyId", "AKIDCHAIN");
    System.setProperty("aws.secretAccessKey", "secret");
    System.setProperty("aws.sessionToken", "session");
    try {
      Signing chain = Signing.byChain("eu-west-1", "lambda");
      result(new InvokedFunction(client, url(""), "hello", null, chain), call("1"));
      assertThat(asked)
          .singleElement()
          .asString()
          .contains(" AWS4-HMAC-SHA256 Credential=AKIDCHAIN/", ";x-amz-security-token, Signature=");
    } finally {
      List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken")
          .forEach(System::clearProperty);
    }
  }

  @Test
  void saysThatNobodyIsThere() {
    server.stop(0);
    FunctionFailure failure = failure(function(), call("1"));
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure.reason()).contains("`http://127.0.0.1:", "cannot be reached");
  }

  @Test
  void waitsNoLongerThanTheCaller() {
    hanging = true;
    FunctionCall call =
        new FunctionCall(
            Bytes.utf8("1"), InvocationType.REQUEST_RESPONSE, "r", "", Duration.ofMillis(300));
    assertThat(failure(function(), call).kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void isSilentToACallerThatHasGone() throws InterruptedException {
    hanging = true;
    CompletableFuture<Object> told = new CompletableFuture<>();
    Runnable stop = function().invoke(call("1"), receiver(told));
    stop.run();
    stop.run();
    released.countDown();
    TimeUnit.MILLISECONDS.sleep(200);
    assertThat(told).isNotDone();
  }

  @Test
  void readsNoMoreThanAFunctionMayReturn() {
    answer = "x".repeat(6 * 1024 * 1024 + 101);
    assertThat(failure(function(), call("1")).kind()).isEqualTo(Kind.RESPONSE_TOO_LARGE);
    answer = "x".repeat(6 * 1024 * 1024 + 100);
    assertThat(result(function(), call("1")).payload().length()).isEqualTo(6 * 1024 * 1024 + 100);
  }

  @Test
  void sendsNoEventThatIsTooLong() {
    assertThat(failure(function(), call("x".repeat(6 * 1024 * 1024 + 1))).kind())
        .isEqualTo(Kind.TOO_LARGE);
    assertThat(asked).isEmpty();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(
        "%s %s %s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"),
                exchange.getRequestHeaders().getFirst("X-Amzn-Trace-Id"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    if (hanging) {
      await();
    }
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("x-amzn-RequestId", "id-1");
    if (functionError != null) {
      exchange.getResponseHeaders().add("X-Amz-Function-Error", functionError);
    }
    if (errorType != null) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", errorType);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void await() {
    try {
      assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private InvokedFunction function() {
    return new InvokedFunction(client, url(""), "hello", "live", signing());
  }

  private static Signing signing() {
    return Signing.by("test", "test", "eu-west-1", "lambda");
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static FunctionCall call(String payload) {
    return new FunctionCall(
        Bytes.utf8(payload),
        InvocationType.REQUEST_RESPONSE,
        "r",
        "Root=1-2-3",
        Duration.ofSeconds(20));
  }

  private static FunctionResult result(InvokedFunction function, FunctionCall call) {
    return (FunctionResult) ending(function, call);
  }

  private static FunctionFailure failure(InvokedFunction function, FunctionCall call) {
    return (FunctionFailure) ending(function, call);
  }

  private static Object ending(InvokedFunction function, FunctionCall call) {
    CompletableFuture<Object> told = new CompletableFuture<>();
    function.invoke(call, receiver(told));
    return told.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static LambdaFunction.Receiver receiver(CompletableFuture<Object> told) {
    return new LambdaFunction.Receiver() {
      @Override
      public void returned(FunctionResult result) {
        told.complete(result);
      }

      @Override
      public void failed(FunctionFailure failure) {
        told.complete(failure);
      }
    };
  }
}
