package org.homeroom.keycloak.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Homeroom this extension belongs to. */
final class KitVersion {
  private static final String FILE = "/META-INF/homeroom.properties";

  private KitVersion() {}

  /** Such as {@code 0.1.0}; between releases the one that comes next. */
  static String read() {
    Properties properties = new Properties();
    try (InputStream file = KitVersion.class.getResourceAsStream(FILE)) {
      properties.load(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return properties.getProperty("version").replace("-SNAPSHOT", "");
  }
}
