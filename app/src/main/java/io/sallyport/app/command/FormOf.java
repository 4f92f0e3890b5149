package io.sallyport.app.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a flag whose values have a form. */
abstract class FormOf implements ITypeConverter<String> {

  private final String form;
  private final String expected;

  /**
   * @param form a regular expression
   * @param expected the form in words
   */
  FormOf(String form, String expected) {
    this.form = form;
    this.expected = expected;
  }

  @Override
  public String convert(String value) {
    if (!value.matches(form)) {
      throw new TypeConversionException(expected + ", found `" + value + "`");
    }
    return value;
  }
}
