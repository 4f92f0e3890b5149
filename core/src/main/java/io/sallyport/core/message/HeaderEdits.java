package io.sallyport.core.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header fields that one request adds to, or puts in place of, those passed on by its {@link
 * HeaderRules}. Confined to one exchange.
 */
public final class HeaderEdits {

  private final List<String> names = new ArrayList<>(6);
  private final List<String> values = new ArrayList<>(6);
  private List<String> hidden = List.of();
  private long hiddenKnown;

  /** Puts {@code value} in place of every passed-on and earlier added field named {@code name}. */
  public void set(String name, String value) {
    remove(name);
    add(name, value);
  }

  /** As {@link #set(String, String)}, without a look-up of the name. */
  public void set(KnownHeader header, String value) {
    remove(header);
    add(header.canonical(), value);
  }

  /** Adds one field line after those passed on. */
  public void add(String name, String value) {
    names.add(name);
    values.add(value);
  }

  /** Keeps every passed-on field named {@code name} back, and forgets earlier additions of it. */
  public void remove(String name) {
    forget(name);
    KnownHeader known = KnownHeader.of(name);
    if (known == null) {
      if (hidden.isEmpty()) {
        hidden = new ArrayList<>(4);
      }
      hidden.add(name);
    } else {
      hiddenKnown |= 1L << known.ordinal();
    }
  }

  /** As {@link #remove(String)}, without a look-up of the name. */
  public void remove(KnownHeader header) {
    forget(header.canonical());
    hiddenKnown |= 1L << header.ordinal();
  }

  /** The number of added fields. */
  public int size() {
    return names.size();
  }

  public String name(int index) {
    return names.get(index);
  }

  public String value(int index) {
    return values.get(index);
  }

  /** Whether the passed-on field at {@code index} of {@code base} is kept back. */
  public boolean hides(Headers base, int index) {
    @Nullable KnownHeader known = base.known(index);
    if (known != null) {
      return (hiddenKnown & 1L << known.ordinal()) != 0;
    }
    return !hidden.isEmpty() && hides(base.name(index));
  }

  /** The last added value of the field named {@code name}, or null when none was added. */
  public @Nullable String added(String name) {
    for (int i = names.size() - 1; i >= 0; i--) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return values.get(i);
      }
    }
    return null;
  }

  /** Whether a field named {@code header} was added. */
  public boolean adds(KnownHeader header) {
    return added(header.canonical()) != null;
  }

  private void forget(String name) {
    for (int i = names.size() - 1; i >= 0; i--) {
      if (names.get(i).equalsIgnoreCase(name)) {
        names.remove(i);
        values.remove(i);
      }
    }
  }

  private boolean hides(String name) {
    for (int i = 0; i < hidden.size(); i++) {
      if (hidden.get(i).equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
