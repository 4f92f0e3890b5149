package io.sallyport.app.load;

import io.sallyport.adapters.issuer.Accounts;
import io.sallyport.app.config.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one start or reload works with: flags and configuration file as one.
 *
 * @param definitions the definition files and what is said about each
 * @param files every file that was read, in order; what a watcher watches
 * @param accounts who can have tokens of the local issuer
 */
public record Settings(
    Configuration configuration,
    Watching watching,
    List<DefinitionFile> definitions,
    List<Path> files,
    Accounts accounts) {

  public Settings {
    definitions = List.copyOf(definitions);
    files = List.copyOf(files);
  }

  /** The same with other functions and more files, which were found in the definitions. */
  Settings with(Configuration other, List<Path> more) {
    List<Path> all = new ArrayList<>(files);
    all.addAll(more);
    return new Settings(other, watching, definitions, all, accounts);
  }

  /** Whether the files are watched. */
  public enum Watching {
    ON,
    OFF
  }
}
