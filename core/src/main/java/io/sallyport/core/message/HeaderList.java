package io.sallyport.core.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header fields made by the gateway itself. Immutable once built. */
public final class HeaderList implements Headers {

  public static final HeaderList EMPTY = new HeaderList(List.of(), List.of());

  private final List<String> names;
  private final List<String> values;
  private final @Nullable KnownHeader[] known;

  private HeaderList(List<String> names, List<String> values) {
    this.names = List.copyOf(names);
    this.values = List.copyOf(values);
    this.known = new KnownHeader[names.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = KnownHeader.of(names.get(i));
    }
  }

  /** Fields from alternating names and values. */
  public static HeaderList of(String... namesAndValues) {
    Builder builder = new Builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public String name(int index) {
    return names.get(index);
  }

  @Override
  public String value(int index) {
    return values.get(index);
  }

  @Override
  public @Nullable KnownHeader known(int index) {
    return known[index];
  }

  /** Collects fields in order. */
  public static final class Builder {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    public Builder add(String name, String value) {
      names.add(name);
      values.add(value);
      return this;
    }

    public HeaderList build() {
      return names.isEmpty() ? EMPTY : new HeaderList(names, values);
    }
  }
}
