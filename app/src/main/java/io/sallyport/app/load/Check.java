package io.sallyport.app.load;

import io.sallyport.app.config.Flags;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.Problem;
import java.util.List;

/**
 * What a start would say, without a start.
 *
 * @param allowed what is not enforced because the operator lets it pass
 */
public record Check(List<Problem> problems, List<Problem> allowed, int apis, int routes) {

  public Check {
    problems = List.copyOf(problems);
    allowed = List.copyOf(allowed);
  }

  public static Check of(Flags flags) {
    Loading loading = Loading.begin(flags).read(Previous.NOTHING);
    Edges.check(loading.settings().configuration(), loading.problems());
    loading.compileToCheck();
    return new Check(
        loading.problems().found(),
        loading.problems().passed(),
        loading.definitions().size(),
        loading.definitions().stream().map(ApiDefinition::routes).mapToInt(List::size).sum());
  }
}
