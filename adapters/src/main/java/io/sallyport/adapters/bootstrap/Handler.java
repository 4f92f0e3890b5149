package io.sallyport.adapters.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A handler's method, and the object it is called on. See AWS's page "Lambda function handler in
 * Java".
 */
final class Handler {

  private static final String USUAL = "handleRequest";
  private static final String CONTEXT = "com.amazonaws.services.lambda.runtime.Context";

  private final @Nullable Object target;
  private final Method method;

  private Handler(@Nullable Object target, Method method) {
    this.target = target;
    this.method = method;
  }

  /**
   * The handler that {@code name} names: {@code package.Class::method}, or {@code package.Class}
   * whose method is {@code handleRequest}.
   */
  static Handler of(String name) throws ReflectiveOperationException {
    int colons = name.indexOf("::");
    String className = colons < 0 ? name : name.substring(0, colons);
    Class<?> type;
    try {
      type = Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new ClassNotFoundException("Class not found: " + className, e);
    }
    Method method = method(type, colons < 0 ? USUAL : name.substring(colons + 2));
    method.setAccessible(true);
    if (Modifier.isStatic(method.getModifiers())) {
      return new Handler(null, method);
    }
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return new Handler(constructor.newInstance(), method);
  }

  /** Of several methods of one name the one with the most parameters, as Lambda has it. */
  private static Method method(Class<?> type, String name) throws NoSuchMethodException {
    Method chosen = null;
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && !method.isBridge()
          && (chosen == null || method.getParameterCount() > chosen.getParameterCount())) {
        chosen = method;
      }
    }
    if (chosen == null) {
      throw new NoSuchMethodException(
          "No public method named " + name + " on class " + type.getName());
    }
    return chosen;
  }

  byte[] handle(byte[] event, ApiResponse next)
      throws InvocationTargetException, ReflectiveOperationException {
    Type[] types = method.getGenericParameterTypes();
    @Nullable Object[] arguments = new @Nullable Object[types.length];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean streams = false;
    for (int i = 0; i < types.length; i++) {
      Class<?> raw = method.getParameterTypes()[i];
      if (raw.getName().equals(CONTEXT)) {
        arguments[i] = LambdaContext.of(raw, next);
      } else if (raw == InputStream.class) {
        arguments[i] = new ByteArrayInputStream(event);
      } else if (raw == OutputStream.class) {
        streams = true;
        arguments[i] = out;
      } else {
        arguments[i] = Binding.to(types[i], JsonReader.read(new String(event, UTF_8)));
      }
    }
    Object result = method.invoke(target, arguments);
    return streams ? out.toByteArray() : JsonWriter.text(result).getBytes(UTF_8);
  }
}
