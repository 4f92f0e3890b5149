package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.Location;
import io.sallyport.core.pipeline.ApiType;
import java.util.regex.Pattern;

/** What AWS lets a stage's name and its variables be. */
final class StageRules {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");
  private static final Pattern VARIABLE_VALUE = Pattern.compile("[A-Za-z0-9._~:/?#&=,-]{1,512}");
  private static final int MOST_VARIABLES = 100;

  private StageRules() {}

  static String stage(ApiSettings settings, ApiType type) {
    if (settings.stage() != null) {
      return settings.stage();
    }
    return switch (type) {
      case REST -> "prod";
      case HTTP -> "$default";
    };
  }

  static void check(Reading reading) {
    ApiSettings settings = reading.settings();
    Location at = Location.of(settings.file());
    String stage = stage(settings, reading.type());
    boolean isDefault = reading.type() == ApiType.HTTP && stage.equals("$default");
    if (!isDefault && !NAME.matcher(stage).matches()) {
      reading.error(
          "invalid-stage-name",
          at,
          "`" + stage + "` is no stage name, expected up to 128 of `a-zA-Z0-9_-`");
    }
    if (settings.stageVariables().size() > MOST_VARIABLES) {
      reading.error("invalid-stage-variable", at, "the stage has more than `100` variables");
    }
    settings.stageVariables().forEach((name, value) -> checkVariable(reading, at, name, value));
  }

  private static void checkVariable(Reading reading, Location at, String name, String value) {
    if (!VARIABLE_NAME.matcher(name).matches()) {
      reading.error(
          "invalid-stage-variable",
          at,
          "`" + name + "` is no name of a stage variable, expected up to 64 of `a-zA-Z0-9_`");
    }
    if (!VARIABLE_VALUE.matcher(value).matches()) {
      reading.error(
          "invalid-stage-variable",
          at,
          "the stage variable `"
              + name
              + "` has a value that will not do, expected 1 to 512 of `A-Za-z0-9-._~:/?#&=,`");
    }
  }
}
