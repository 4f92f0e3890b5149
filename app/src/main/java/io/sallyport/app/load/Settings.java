package io.sallyport.app.load;

import io.sallyport.adapters.issuer.Accounts;
import io.sallyport.app.config.Configuration;
import io.sallyport.core.definition.ApiSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * What one start or reload works with: flags and configuration file as one.
 *
 * @param apis the definition files and what is said about each
 * @param files every file that was read, in order; what a watcher watches
 * @param accounts who can have tokens of the local issuer
 */
public record Settings(
    Configuration configuration,
    Watching watching,
    List<ApiSettings> apis,
    List<Path> files,
    Accounts accounts) {

  public Settings {
    apis = List.copyOf(apis);
    files = List.copyOf(files);
  }

  /** Whether the files are watched. */
  public enum Watching {
    ON,
    OFF
  }
}
