package io.sallyport.app.load;

import io.sallyport.app.config.Configuration.AccessLogSettings;
import io.sallyport.core.compile.AccessLogFormatReader;
import io.sallyport.core.compile.AccessLogPreset;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.values.AccessLogFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access log's formats: one for both types of API, or a preset for each. */
public record AccessLogFormats(AccessLogFormat rest, AccessLogFormat http) {

  static AccessLogFormats read(@Nullable AccessLogSettings settings, Problems problems) {
    if (settings == null || settings.format() == null) {
      return preset(AccessLogPreset.JSON);
    }
    Optional<AccessLogPreset> preset = AccessLogPreset.named(settings.format());
    if (preset.isPresent()) {
      return preset(preset.get());
    }
    Optional<AccessLogFormat> format =
        AccessLogFormatReader.parse(settings.format(), settings.at(), problems);
    return format
        .map(both -> new AccessLogFormats(both, both))
        .orElseGet(AccessLogFormats::presets);
  }

  static AccessLogFormats presets() {
    return preset(AccessLogPreset.JSON);
  }

  /** The format of the line for {@code record}. */
  public AccessLogFormat of(ExchangeRecord record) {
    boolean isHttp =
        record.exchange().hasRoute() && record.exchange().route().stage().type() == ApiType.HTTP;
    return isHttp ? http : rest;
  }

  private static AccessLogFormats preset(AccessLogPreset preset) {
    return new AccessLogFormats(
        parsed(preset.format(ApiType.REST)), parsed(preset.format(ApiType.HTTP)));
  }

  private static AccessLogFormat parsed(String format) {
    Problems problems = new Problems(Set.of());
    return AccessLogFormatReader.parse(format, Location.of("preset"), problems)
        .orElseThrow(() -> new IllegalStateException("a preset is wrong: " + problems.found()));
  }
}
