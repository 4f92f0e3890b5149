package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers for Java, compiled here as their authors would. */
class JavaTest {

  @TempDir private Path folder;
  private Local local;

  @BeforeEach
  void begin() {
    local = new Local(folder).runtime(LambdaRuntime.JAVA).timeout(Duration.ofSeconds(20));
  }

  @AfterEach
  void end() {
    local.close();
  }

  @Test
  void everyClassOfTheBootstrapIsShipped() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of("target/classes/io/sallyport/adapters/bootstrap"))) {
      assertThat(
              files.map(file -> String.valueOf(file.getFileName()).replace(".class", "")).toList())
          .containsExactlyInAnyOrderElementsOf(with(BootstrapFiles.CLASSES, "package-info"));
    }
  }

  @Test
  void callsAMethodWithAMap() throws IOException {
    compile(
        "app/Plain.java",
        "package app;",
        "import java.util.*;",
        "public class Plain {",
        "  public Map<String, Object> hello(Map<String, Object> event) {",
        "    return new TreeMap<>(Map.of(\"got\", event, \"list\", List.of(1, 2.5, true,"
            + " \"é\\n\")));",
        "  }",
        "}");
    assertThat(
            Calling.payload(
                local.handler("app.Plain::hello").function(),
                "{\"a\":[null,\"\\u00e9\",12345678901]}"))
        .isEqualTo("{\"got\":{\"a\":[null,\"é\",12345678901]},\"list\":[1,2.5,true,\"é\\n\"]}");
  }

  @Test
  void callsHandlersOfAwsInterfaces() throws IOException {
    awsLibrary();
    compile(
        "app/Typed.java",
        "package app;",
        "import com.amazonaws.services.lambda.runtime.*;",
        "import java.util.*;",
        "public class Typed implements RequestHandler<Typed.Order, Typed.Order> {",
        "  public static class Order {",
        "    private String id; private int count; private List<Item> items; private Boolean"
            + " isPaid;",
        "    public String getId() { return id; } public void setId(String v) { id = v; }",
        "    public int getCount() { return count; } public void setCount(int v) { count = v; }",
        "    public List<Item> getItems() { return items; } public void setItems(List<Item> v) {"
            + " items = v; }",
        "    public Boolean getIsPaid() { return isPaid; } public void setIsPaid(Boolean v) {"
            + " isPaid = v; }",
        "  }",
        "  public record Item(String name, double price) {}",
        "  public Order handleRequest(Order order, Context context) {",
        "    context.getLogger().log(\"order \" + order.getId() + \" \" +"
            + " context.getFunctionName());",
        "    order.setCount(order.getCount() + order.getItems().size());",
        "    return order;",
        "  }",
        "}");
    assertThat(
            Calling.payload(
                local.handler("app.Typed").function(),
                "{\"id\":\"o1\",\"count\":2,\"items\":[{\"name\":\"x\",\"price\":1}],\"unknown\":1}"))
        .isEqualTo("{\"count\":3,\"id\":\"o1\",\"items\":[{\"name\":\"x\",\"price\":1.0}]}");
    local.awaitLines(1);
    assertThat(local.lines()).anyMatch(line -> line.endsWith("| order o1 hello"));
  }

  @Test
  void callsHandlersOfStreams() throws IOException {
    awsLibrary();
    compile(
        "app/Raw.java",
        "package app;",
        "import com.amazonaws.services.lambda.runtime.*;",
        "import java.io.*;",
        "public class Raw implements RequestStreamHandler {",
        "  public void handleRequest(InputStream in, OutputStream out, Context context) throws"
            + " IOException {",
        "    out.write('['); in.transferTo(out); out.write(']');",
        "  }",
        "}");
    assertThat(Calling.payload(local.handler("app.Raw").function(), "{\"a\":1}"))
        .isEqualTo("[{\"a\":1}]");
  }

  @Test
  void takesTextsAndAnswersNullForNothing() throws IOException {
    compile(
        "app/Text.java",
        "package app;",
        "public class Text {",
        "  public static String up(String text) { return text.toUpperCase(); }",
        "  public void nothing(Integer number) { if (number != 7) throw new"
            + " IllegalStateException(); }",
        "}");
    assertThat(Calling.payload(local.handler("app.Text::up").function(), "\"abc\""))
        .isEqualTo("\"ABC\"");
    assertThat(Calling.payload(local.handler("app.Text::nothing").function(), "7"))
        .isEqualTo("null");
  }

  @Test
  void saysWhatAHandlerThrew() throws IOException {
    compile(
        "app/Bad.java",
        "package app;",
        "public class Bad {",
        "  public String go(Object event) { throw new RuntimeException(\"Unauthorized\", new"
            + " Error(\"why\")); }",
        "  public Object loop(Object event) { Object[] a = new Object[1]; a[0] = a; return a; }",
        "}");
    assertThat(Calling.error(local.handler("app.Bad::go").function(), "{}"))
        .startsWith(
            "Unhandled"
                + " {\"errorMessage\":\"Unauthorized\",\"errorType\":\"java.lang.RuntimeException\","
                + "\"stackTrace\":[\"app.Bad.go(Bad.java:3)\"],\"cause\":{\"errorMessage\":\"why\"");
    assertThat(Calling.error(local.handler("app.Bad::loop").function(), "{}"))
        .contains("nested too deeply");
    assertThat(Calling.error(local.handler("app.Bad::none").function(), "{}"))
        .contains("java.lang.NoSuchMethodException", "No public method named none");
    assertThat(Calling.error(local.handler("app.None").function(), "{}"))
        .contains("java.lang.ClassNotFoundException", "Class not found: app.None");
  }

  @Test
  void hasNothingOfTheGatewayOnItsClassPath() throws IOException {
    compile(
        "app/Look.java",
        "package app;",
        "public class Look {",
        "  public boolean sees(String name) {",
        "    try { Class.forName(name); return true; } catch (ClassNotFoundException e) { return"
            + " false; }",
        "  }",
        "}");
    ProcessFunction function = local.handler("app.Look::sees").function();
    assertThat(Calling.payload(function, "\"app.Look\"")).isEqualTo("true");
    assertThat(Calling.payload(function, "\"" + Worker.class.getName() + "\"")).isEqualTo("false");
  }

  /** What aws-lambda-java-core has of these, so that the tests need no library. */
  private void awsLibrary() throws IOException {
    String head = "package com.amazonaws.services.lambda.runtime;";
    String path = "com/amazonaws/services/lambda/runtime/";
    compile(
        path + "LambdaLogger.java",
        head,
        "public interface LambdaLogger { void log(String message); void log(byte[] message); }");
    compile(
        path + "Context.java",
        head,
        "public interface Context { String getAwsRequestId(); String getFunctionName();"
            + " LambdaLogger getLogger(); int getRemainingTimeInMillis(); }");
    compile(
        path + "RequestHandler.java",
        head,
        "public interface RequestHandler<I, O> { O handleRequest(I input, Context context); }");
    compile(
        path + "RequestStreamHandler.java",
        head,
        "public interface RequestStreamHandler { void handleRequest(java.io.InputStream in,"
            + " java.io.OutputStream out, Context context) throws java.io.IOException; }");
  }

  private void compile(String name, String... lines) throws IOException {
    local.file(name, lines);
    int status =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                folder + File.pathSeparator,
                "-d",
                folder.toString(),
                folder.resolve(name).toString());
    assertThat(status).isZero();
  }

  private static List<String> with(List<String> names, String another) {
    List<String> all = new ArrayList<>(names);
    all.add(another);
    return all;
  }
}
