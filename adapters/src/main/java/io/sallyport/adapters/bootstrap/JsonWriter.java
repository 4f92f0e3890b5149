package io.sallyport.adapters.bootstrap;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a handler returned as JSON: maps, collections, arrays, texts, numbers, truths, enums,
 * records, and beans by their getters, without those that are null.
 */
final class JsonWriter {

  private static final int MAX_DEPTH = 200;

  private final StringBuilder out = new StringBuilder();
  private int depth;

  private JsonWriter() {}

  static String text(@Nullable Object value) {
    JsonWriter writer = new JsonWriter();
    writer.write(value);
    return writer.out.toString();
  }

  private void write(@Nullable Object value) {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the result is nested too deeply, or holds itself");
    }
    switch (value) {
      case null -> out.append("null");
      case CharSequence text -> quote(text);
      case Character one -> quote(one.toString());
      case Double d when d.isNaN() || d.isInfinite() -> quote(d.toString());
      case Float f when f.isNaN() || f.isInfinite() -> quote(f.toString());
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      case Enum<?> constant -> quote(constant.name());
      case Optional<?> perhaps -> write(perhaps.orElse(null));
      case Map<?, ?> map -> map(map);
      case Iterable<?> many -> many(many);
      case Object array when array.getClass().isArray() -> array(array);
      default -> map(properties(value));
    }
    depth--;
  }

  private void map(Map<?, ?> map) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      quote(String.valueOf(entry.getKey()));
      out.append(':');
      write(entry.getValue());
    }
    out.append('}');
  }

  private void many(Iterable<?> many) {
    out.append('[');
    boolean first = true;
    for (Object one : many) {
      if (!first) {
        out.append(',');
      }
      first = false;
      write(one);
    }
    out.append(']');
  }

  private void array(Object array) {
    out.append('[');
    for (int i = 0; i < Array.getLength(array); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(Array.get(array, i));
    }
    out.append(']');
  }

  private static Map<String, Object> properties(Object value) {
    Map<String, Object> properties = new TreeMap<>();
    try {
      if (value.getClass().isRecord()) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
          component.getAccessor().setAccessible(true);
          put(component.getName(), component.getAccessor().invoke(value), properties);
        }
        return properties;
      }
      for (Method method : value.getClass().getMethods()) {
        String name = property(method);
        if (name != null) {
          method.setAccessible(true);
          put(name, method.invoke(value), properties);
        }
      }
      return properties;
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("a getter of the result failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("the result cannot be read", e);
    }
  }

  private static void put(String name, @Nullable Object value, Map<String, Object> properties) {
    if (value != null) {
      properties.put(name, value);
    }
  }

  /** The name of the property that a getter gets, or null. */
  private static @Nullable String property(Method method) {
    boolean getter =
        method.getParameterCount() == 0
            && !Modifier.isStatic(method.getModifiers())
            && !method.isBridge()
            && method.getReturnType() != void.class
            && method.getDeclaringClass() != Object.class;
    String name = method.getName();
    if (getter && name.startsWith("get") && name.length() > 3) {
      return lowered(name.substring(3));
    }
    boolean truth =
        method.getReturnType() == boolean.class || method.getReturnType() == Boolean.class;
    return getter && truth && name.startsWith("is") && name.length() > 2
        ? lowered(name.substring(2))
        : null;
  }

  private static String lowered(String name) {
    int capitals = 0;
    while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
      capitals++;
    }
    return name.substring(0, capitals).toLowerCase(Locale.ROOT) + name.substring(capitals);
  }

  private void quote(CharSequence text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
