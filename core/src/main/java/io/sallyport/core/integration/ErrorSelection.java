package io.sallyport.core.integration;

import io.sallyport.core.language.ErrorPattern;
import io.sallyport.core.language.ErrorPattern.Match;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The integration responses of a method with a function, in order, with the default one apart. See
 * the API Gateway guide, "Handle Lambda errors in API Gateway".
 */
public final class ErrorSelection {

  private final List<Choice> choices;
  private final @Nullable MappedResponse otherwise;

  /**
   * @param otherwise the default response, or null when there is none
   */
  public ErrorSelection(List<Choice> choices, @Nullable MappedResponse otherwise) {
    this.choices = List.copyOf(choices);
    this.otherwise = otherwise;
  }

  /** A response and the error messages that select it. */
  public record Choice(ErrorPattern pattern, MappedResponse response) {}

  /** What a function's answer selects. */
  sealed interface Selected {}

  record Response(MappedResponse response) implements Selected {}

  /** Nothing fits, or a pattern is too costly. */
  record Nothing(String reason) implements Selected {}

  /**
   * The response to {@code error}.
   *
   * @param error the function's error message; null where it did not fail
   */
  Selected select(@Nullable String error, int status) {
    if (error != null) {
      for (int i = 0; i < choices.size(); i++) {
        Match match = choices.get(i).pattern().match(error);
        if (match == Match.SELECTED) {
          return new Response(choices.get(i).response());
        }
        if (match == Match.GIVEN_UP) {
          return new Nothing("a selection pattern takes too long on the function's error message");
        }
      }
    }
    return otherwise == null
        ? new Nothing(ResponseSelection.noMatch(status))
        : new Response(otherwise);
  }
}
