package io.sallyport.core.compile;

import io.sallyport.core.definition.Location;
import io.sallyport.core.language.Sha256;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Digests of definitions: equal for equal ones, whatever the order of their maps and wherever in a
 * file they stand. Components of records are found by reflection, so that none can be forgotten.
 */
final class Digests {

  /** Asked of a class once: the platform copies its answer each time and links it anew. */
  private static final ClassValue<List<Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          return Stream.of(type.getRecordComponents()).map(RecordComponent::getAccessor).toList();
        }
      };

  private final StringBuilder text;

  private Digests(int expected) {
    this.text = new StringBuilder(expected);
  }

  /** The SHA-256 digest of {@code parts} in hexadecimal. */
  static String of(Object... parts) {
    Digests digests = new Digests(1024);
    for (Object part : parts) {
      digests.add(part);
    }
    return HexFormat.of().formatHex(Sha256.of(digests.text.toString()));
  }

  private void add(@Nullable Object value) {
    switch (value) {
      case null -> text.append("null;");
      case Location location -> {}
      case Record record -> record(record);
      case Map<?, ?> map when map.size() <= 1 -> {
        text.append('{');
        map.forEach((key, only) -> {
          add(key);
          text.append('=');
          add(only);
        });
        text.append('}');
      }
      case Map<?, ?> map -> unordered(map.entrySet().stream().map(this::entry).toList());
      case Set<?> set when set.size() <= 1 -> {
        text.append('{');
        set.forEach(this::add);
        text.append('}');
      }
      case Set<?> set -> unordered(set.stream().map(Digests::nested).toList());
      case Collection<?> list -> {
        text.append('[');
        list.forEach(this::add);
        text.append(']');
      }
      default -> {
        String plain = value.toString();
        text.append(plain.length()).append(':').append(plain).append(';');
      }
    }
  }

  private String entry(Map.Entry<?, ?> entry) {
    return nested(entry.getKey()) + "=" + nested(entry.getValue());
  }

  private static String nested(@Nullable Object value) {
    Digests inner = new Digests(64);
    inner.add(value);
    return inner.text.toString();
  }

  private void unordered(List<String> members) {
    text.append('{');
    members.stream().sorted().forEach(text::append);
    text.append('}');
  }

  private void record(Record record) {
    text.append(record.getClass().getName()).append('(');
    for (Method accessor : ACCESSORS.get(record.getClass())) {
      text.append(accessor.getName()).append('=');
      try {
        add(accessor.invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a public record that cannot be read", e);
      }
    }
    text.append(')');
  }
}
