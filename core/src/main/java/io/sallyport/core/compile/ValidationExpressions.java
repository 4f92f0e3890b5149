package io.sallyport.core.compile;

import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.language.ValidationExpression;
import java.util.Optional;

/** Compiles identity validation expressions. */
final class ValidationExpressions {

  private ValidationExpressions() {}

  /** The expression; empty where it does not run, of which {@code problems} tell. */
  static Optional<ValidationExpression> compile(Text written, Problems problems) {
    String fault = ValidationExpression.fault(written.value());
    if (fault == null) {
      return Optional.of(ValidationExpression.of(written.value()));
    }
    problems.error("invalid-expression", written.at(), fault);
    return Optional.empty();
  }
}
