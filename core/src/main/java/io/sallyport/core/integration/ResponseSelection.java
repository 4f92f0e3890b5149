package io.sallyport.core.integration;

import io.sallyport.core.language.StatusPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The integration responses of a method, in order, with the default one apart. See the API Gateway
 * guide, "Set up an integration response".
 */
public final class ResponseSelection {

  private final List<Choice> choices;
  private final @Nullable MappedResponse otherwise;

  /**
   * @param otherwise the default response, or null when there is none
   */
  public ResponseSelection(List<Choice> choices, @Nullable MappedResponse otherwise) {
    this.choices = List.copyOf(choices);
    this.otherwise = otherwise;
  }

  /** A response and the statuses that select it. */
  public record Choice(StatusPattern pattern, MappedResponse response) {}

  /** The response {@code status} selects, or null when none does. */
  @Nullable MappedResponse select(int status) {
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i).pattern().matches(status)) {
        return choices.get(i).response();
      }
    }
    return otherwise;
  }

  /** Why nothing was selected, in AWS's words. */
  static String noMatch(int status) {
    return "no match for output mapping and no default output mapping configured; endpoint response"
        + " status code: "
        + status;
  }
}
