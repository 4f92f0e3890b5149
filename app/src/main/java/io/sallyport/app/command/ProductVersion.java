package io.sallyport.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The program's version, as the build wrote it. */
final class ProductVersion {

  private ProductVersion() {}

  static String number() {
    Properties properties = new Properties();
    try (InputStream in = ProductVersion.class.getResourceAsStream("/sallyport.properties")) {
      if (in == null) {
        throw new IllegalStateException("sallyport.properties is missing from the program");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
