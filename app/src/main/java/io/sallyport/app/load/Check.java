package io.sallyport.app.load;

import io.sallyport.app.config.Flags;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a start would say, without a start.
 *
 * @param allowed what is not enforced because the operator lets it pass
 * @param snapshot what would be served; empty where nothing would
 * @param notOurs how many resources of each type are of other services
 */
public record Check(
    List<Problem> problems,
    List<Problem> allowed,
    List<ApiDefinition> definitions,
    Optional<GatewaySnapshot> snapshot,
    Map<String, Integer> notOurs) {

  public Check {
    problems = List.copyOf(problems);
    allowed = List.copyOf(allowed);
    definitions = List.copyOf(definitions);
  }

  public int routes() {
    return definitions.stream().map(ApiDefinition::routes).mapToInt(List::size).sum();
  }

  public static Check of(Flags flags) {
    Loading loading = Loading.begin(flags).read(Previous.NOTHING);
    Edges.check(loading.settings().configuration(), loading.problems());
    Optional<GatewaySnapshot> snapshot = loading.compileToCheck();
    return new Check(
        loading.problems().found(),
        loading.problems().passed(),
        loading.definitions(),
        snapshot,
        loading.notOurs());
  }
}
