package io.sallyport.adapters.bootstrap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Stands in for the {@code Context} and {@code LambdaLogger} of the function's own library. */
final class LambdaContext implements InvocationHandler {

  private final ApiResponse next;

  private LambdaContext(ApiResponse next) {
    this.next = next;
  }

  /** A context of the type that a handler's parameter has. */
  static Object of(Class<?> type, ApiResponse next) {
    return proxy(type, new LambdaContext(next));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    return switch (method.getName()) {
      case "getAwsRequestId" -> next.header("lambda-runtime-aws-request-id");
      case "getInvokedFunctionArn" -> next.header("lambda-runtime-invoked-function-arn");
      case "getXrayTraceId" -> next.header("lambda-runtime-trace-id");
      case "getFunctionName" -> Bootstrap.variable("AWS_LAMBDA_FUNCTION_NAME");
      case "getFunctionVersion" -> Bootstrap.variable("AWS_LAMBDA_FUNCTION_VERSION");
      case "getLogGroupName" -> Bootstrap.variable("AWS_LAMBDA_LOG_GROUP_NAME");
      case "getLogStreamName" -> Bootstrap.variable("AWS_LAMBDA_LOG_STREAM_NAME");
      case "getMemoryLimitInMB" ->
          Integer.valueOf(Bootstrap.variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
      case "getRemainingTimeInMillis" -> remainingMillis();
      case "getLogger" -> proxy(method.getReturnType(), this);
      case "log" -> log(proxy, method, arguments);
      case "toString" -> "context of " + next.header("lambda-runtime-aws-request-id");
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> arguments != null && isSame(proxy, arguments[0]);
      default -> null;
    };
  }

  @SuppressWarnings("ReferenceEquality") // what a proxy's equals is
  private static boolean isSame(Object proxy, @Nullable Object other) {
    return proxy == other;
  }

  private int remainingMillis() {
    long deadline = Long.parseLong(next.header("lambda-runtime-deadline-ms"));
    return (int) Math.max(0, deadline - System.currentTimeMillis());
  }

  private static @Nullable Object log(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    Object message = arguments == null || arguments.length == 0 ? "" : arguments[0];
    String text =
        message instanceof byte[] bytes
            ? new String(bytes, StandardCharsets.UTF_8)
            : String.valueOf(message);
    System.out.println(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    return null;
  }

  private static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }
}
