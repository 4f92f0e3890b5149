package io.sallyport.adapters.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the runtime API for one event after the other. Ends when the API is gone. */
public final class Bootstrap {

  private Bootstrap() {}

  public static void main(String[] arguments) {
    ApiClient api = new ApiClient(variable("AWS_LAMBDA_RUNTIME_API"));
    try {
      Handler handler;
      try {
        handler = Handler.of(variable("_HANDLER"));
      } catch (InvocationTargetException e) {
        failStart(api, e.getCause() == null ? e : e.getCause());
        return;
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        failStart(api, e);
        return;
      }
      while (true) {
        invoke(api, handler);
      }
    } catch (IOException e) {
      // The gateway has gone, and whatever the function left running goes too.
      Runtime.getRuntime().halt(0);
    }
  }

  static String variable(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }

  private static void invoke(ApiClient api, Handler handler) throws IOException {
    ApiResponse next = api.ask("GET", "invocation/next", null);
    if (next.status() != 200) {
      throw new IOException("no invocation");
    }
    String id = next.header("lambda-runtime-aws-request-id");
    String trace = next.header("lambda-runtime-trace-id");
    System.setProperty("com.amazonaws.xray.traceHeader", trace);
    byte[] answer;
    String way = "response";
    try {
      answer = handler.handle(next.body(), next);
    } catch (InvocationTargetException e) {
      way = "error";
      answer = described(e.getCause() == null ? e : e.getCause());
    } catch (Exception | LinkageError | StackOverflowError e) {
      way = "error";
      answer = described(e);
    }
    api.ask("POST", "invocation/" + id + "/" + way, answer);
  }

  private static void failStart(ApiClient api, Throwable failure) throws IOException {
    api.ask("POST", "init/error", described(failure));
    Runtime.getRuntime().halt(1);
  }

  private static byte[] described(Throwable failure) {
    failure.printStackTrace();
    return JsonWriter.text(tree(failure, 0)).getBytes(UTF_8);
  }

  private static Map<String, Object> tree(Throwable failure, int depth) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("errorMessage", String.valueOf(failure.getMessage()));
    tree.put("errorType", failure.getClass().getName());
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith("io.sallyport.adapters.bootstrap.")) {
        break;
      }
      if (!frame.getClassName().startsWith("jdk.internal.reflect.")
          && !frame.getClassName().startsWith("java.lang.reflect.")) {
        frames.add(frame.toString());
      }
    }
    tree.put("stackTrace", frames);
    Throwable cause = failure.getCause();
    if (cause != null && depth < 5) {
      tree.put("cause", tree(cause, depth + 1));
    }
    return tree;
  }
}
