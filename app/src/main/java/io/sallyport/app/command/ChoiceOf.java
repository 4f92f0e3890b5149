package io.sallyport.app.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a flag whose values are the constants of {@code E} in lower case. */
abstract class ChoiceOf<E extends Enum<E>> implements ITypeConverter<E> {

  private final Class<E> constants;

  ChoiceOf(Class<E> constants) {
    this.constants = constants;
  }

  @Override
  public E convert(String value) {
    List<String> known =
        Arrays.stream(constants.getEnumConstants()).map(ChoiceOf::written).toList();
    if (!known.contains(value)) {
      throw new TypeConversionException("expected " + listed(known) + ", found `" + value + "`");
    }
    return Enum.valueOf(constants, value.toUpperCase(Locale.ROOT));
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String listed(List<String> known) {
    int last = known.size() - 1;
    return "`" + String.join("`, `", known.subList(0, last)) + "` or `" + known.get(last) + "`";
  }
}
