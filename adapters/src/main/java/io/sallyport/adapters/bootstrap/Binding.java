package io.sallyport.adapters.bootstrap;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a handler's parameter wants of an event: texts, numbers, truths, enums, lists, sets,
 * maps, records, and beans by their setters. Properties that the type does not have are left out.
 */
final class Binding {

  private Binding() {}

  static @Nullable Object to(Type type, @Nullable Object value)
      throws ReflectiveOperationException {
    Class<?> raw = raw(type);
    if (value == null) {
      return raw == Optional.class ? Optional.empty() : null;
    }
    if (raw == Optional.class) {
      return Optional.ofNullable(to(argument(type, 0), value));
    }
    if (value instanceof List<?> items && raw != Object.class) {
      return list(type, raw, items);
    }
    if (value instanceof Map<?, ?> map && raw != Object.class) {
      return raw.isAssignableFrom(LinkedHashMap.class) ? map(type, map) : object(raw, map);
    }
    return scalar(raw, value);
  }

  private static Object list(Type type, Class<?> raw, List<?> items)
      throws ReflectiveOperationException {
    Type of = raw.isArray() ? raw.getComponentType() : argument(type, 0);
    List<@Nullable Object> list = new ArrayList<>();
    for (Object item : items) {
      list.add(to(of, item));
    }
    if (raw.isArray()) {
      Object array = java.lang.reflect.Array.newInstance(raw.getComponentType(), list.size());
      for (int i = 0; i < list.size(); i++) {
        java.lang.reflect.Array.set(array, i, list.get(i));
      }
      return array;
    }
    if (raw.isAssignableFrom(ArrayList.class)) {
      return list;
    }
    if (raw.isAssignableFrom(LinkedHashSet.class)) {
      return new LinkedHashSet<>(list);
    }
    throw wrong("a list", raw);
  }

  private static Object map(Type type, Map<?, ?> map) throws ReflectiveOperationException {
    Type of = argument(type, 1);
    Map<Object, @Nullable Object> bound = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      bound.put(entry.getKey(), to(of, entry.getValue()));
    }
    return bound;
  }

  private static Object object(Class<?> raw, Map<?, ?> map) throws ReflectiveOperationException {
    if (raw.isRecord()) {
      return newRecord(raw, map);
    }
    if (raw.isPrimitive() || raw.getName().startsWith("java.")) {
      throw wrong("an object", raw);
    }
    Constructor<?> constructor = raw.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object bean = constructor.newInstance();
    Map<String, Method> setters = setters(raw);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Method setter = setters.get(("set" + entry.getKey()).toLowerCase(java.util.Locale.ROOT));
      if (setter != null
          && (entry.getValue() != null || !setter.getParameterTypes()[0].isPrimitive())) {
        setter.setAccessible(true);
        setter.invoke(bean, to(setter.getGenericParameterTypes()[0], entry.getValue()));
      }
    }
    return bean;
  }

  private static Object newRecord(Class<?> raw, Map<?, ?> map) throws ReflectiveOperationException {
    RecordComponent[] components = raw.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = to(components[i].getGenericType(), map.get(components[i].getName()));
      if (values[i] == null && types[i].isPrimitive()) {
        values[i] = types[i] == boolean.class ? false : scalar(types[i], 0);
      }
    }
    Constructor<?> constructor = raw.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private static Map<String, Method> setters(Class<?> raw) {
    Map<String, Method> setters = new HashMap<>();
    for (Method method : raw.getMethods()) {
      if (method.getName().startsWith("set")
          && method.getParameterCount() == 1
          && !method.isBridge()) {
        setters.putIfAbsent(method.getName().toLowerCase(java.util.Locale.ROOT), method);
      }
    }
    return setters;
  }

  private static Object scalar(Class<?> raw, Object value) {
    if (raw.isInstance(value)) {
      return value;
    }
    String text = value.toString();
    if (raw == String.class && !(value instanceof Map) && !(value instanceof List)) {
      return text;
    }
    if (raw.isEnum()) {
      for (Object constant : raw.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(text)) {
          return constant;
        }
      }
    }
    if ((raw == boolean.class || raw == Boolean.class) && value instanceof Boolean) {
      return value;
    }
    Object number = number(raw, text);
    if (number == null) {
      throw wrong("`" + text + "`", raw);
    }
    return number;
  }

  private static @Nullable Object number(Class<?> raw, String text) {
    return switch (raw.getName()) {
      case "int", "java.lang.Integer" -> new BigDecimal(text).intValue();
      case "long", "java.lang.Long" -> new BigDecimal(text).longValue();
      case "short", "java.lang.Short" -> new BigDecimal(text).shortValue();
      case "double", "java.lang.Double" -> Double.valueOf(text);
      case "float", "java.lang.Float" -> Float.valueOf(text);
      case "java.math.BigDecimal" -> new BigDecimal(text);
      case "java.math.BigInteger" -> new BigDecimal(text).toBigInteger();
      default -> null;
    };
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType parameterized
            && parameterized.getActualTypeArguments().length > index
        ? parameterized.getActualTypeArguments()[index]
        : Object.class;
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> raw) {
      return raw;
    }
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : Object.class;
  }

  private static IllegalArgumentException wrong(String found, Class<?> raw) {
    return new IllegalArgumentException(
        "An error occurred during JSON parsing: " + found + " will not do for " + raw.getName());
  }
}
