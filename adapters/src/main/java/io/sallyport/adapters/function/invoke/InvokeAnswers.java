package io.sallyport.adapters.function.invoke;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionFailure.Kind;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction.Receiver;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the answers of an Invoke API mean. */
final class InvokeAnswers {

  private static final int SHOWN = 300;

  private InvokeAnswers() {}

  static void read(HttpResponse<Optional<Bytes>> response, InvocationType type, Receiver receiver) {
    int status = response.statusCode();
    Bytes body = response.body().orElse(null);
    if (status / 100 == 2 && body == null) {
      receiver.failed(
          new FunctionFailure(Kind.RESPONSE_TOO_LARGE, "the function returned more than 6 MB"));
    } else if (status / 100 == 2 && body != null) {
      String error = response.headers().firstValue("X-Amz-Function-Error").orElse(null);
      String id = response.headers().firstValue("x-amzn-RequestId").orElse("");
      int told = type == InvocationType.EVENT ? 202 : 200;
      receiver.returned(new FunctionResult(told, body, error, id));
    } else {
      receiver.failed(refused(response, status, body));
    }
  }

  static FunctionFailure unreachable(URI uri, @Nullable Throwable failure) {
    String at = "`" + uri.getScheme() + "://" + uri.getAuthority() + "`";
    String reason =
        failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException
            ? at + " cannot be reached"
            : at + " broke the call off: " + (failure == null ? "" : failure.getMessage());
    return new FunctionFailure(Kind.UNREACHABLE, reason);
  }

  private static FunctionFailure refused(
      HttpResponse<Optional<Bytes>> response, int status, @Nullable Bytes body) {
    String type = response.headers().firstValue("x-amzn-ErrorType").orElse("").split(":", 2)[0];
    String said = body == null ? "" : body.text().replaceAll("\\s+", " ");
    String shown = said.length() > SHOWN ? said.substring(0, SHOWN) : said;
    return new FunctionFailure(
        kind(status, type), "the call was answered with " + status + " " + type + ": " + shown);
  }

  private static Kind kind(int status, String type) {
    return switch (status) {
      case 404 -> Kind.NOT_FOUND;
      case 429 -> Kind.THROTTLED;
      case 413 -> Kind.TOO_LARGE;
      case 401, 403 -> Kind.NOT_PERMITTED;
      case 400 -> isAboutCredentials(type) ? Kind.NOT_PERMITTED : Kind.UNREACHABLE;
      default -> Kind.UNREACHABLE;
    };
  }

  private static boolean isAboutCredentials(String type) {
    return switch (type) {
      case "ExpiredTokenException",
          "UnrecognizedClientException",
          "MissingAuthenticationToken",
          "InvalidSignatureException" ->
          true;
      default -> false;
    };
  }
}
