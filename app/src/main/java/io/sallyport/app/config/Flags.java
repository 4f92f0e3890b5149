package io.sallyport.app.config;

import io.sallyport.app.config.Configuration.Mode;
import io.sallyport.core.pipeline.ApiType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says. Null where it says nothing.
 *
 * @param files the definition files
 * @param parameters values of templates' parameters by their names
 * @param watch whether the files are watched
 */
public record Flags(
    List<Path> files,
    @Nullable Path config,
    @Nullable String bind,
    @Nullable Port port,
    @Nullable Port tlsPort,
    @Nullable Path cert,
    @Nullable Path key,
    PlainHttp plainHttp,
    @Nullable Port adminPort,
    @Nullable ApiType type,
    @Nullable String stage,
    @Nullable String apiId,
    @Nullable Mode mode,
    @Nullable Boolean watch,
    Set<String> allowUnenforced,
    Map<String, String> parameters) {

  public Flags {
    files = List.copyOf(files);
    allowUnenforced = Set.copyOf(allowUnenforced);
    parameters = Map.copyOf(parameters);
  }

  /** Where plain HTTP may be served. */
  public enum PlainHttp {
    LOOPBACK_ONLY,
    ANYWHERE
  }

  /** What says which definitions are meant, and nothing else. */
  public static Flags of(
      List<Path> files,
      @Nullable Path config,
      @Nullable ApiType type,
      @Nullable String stage,
      @Nullable String apiId,
      Set<String> allowUnenforced,
      Map<String, String> parameters) {
    return new Flags(
        files,
        config,
        null,
        null,
        null,
        null,
        null,
        PlainHttp.LOOPBACK_ONLY,
        null,
        type,
        stage,
        apiId,
        null,
        null,
        allowUnenforced,
        parameters);
  }
}
