package io.sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A policy without principals, compiled: what authorizers return and identities have attached. See
 * the IAM user guide, "Grammar of the IAM JSON policy language".
 */
public final class Policy {

  private static final JsonFactory JSON = new JsonFactory();

  private final List<Statement> statements;

  Policy(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /**
   * The policy that is written {@code document}.
   *
   * @throws InvalidPolicy when it is not JSON or not a policy, with the place of the first mistake
   */
  public static Policy parse(String document) throws InvalidPolicy {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), document)) {
      json.nextToken();
      Policy policy = read(json);
      if (json.nextToken() != null) {
        throw new InvalidPolicy("", "something follows the policy");
      }
      return policy;
    } catch (JacksonException e) {
      throw new InvalidPolicy("", "the policy is not JSON: " + e.getOriginalMessage());
    }
  }

  /**
   * The policy at the current token of {@code json}, which then stands at its end.
   *
   * @throws InvalidPolicy when it is not a policy; the pointer starts from the parser's own root
   * @throws JacksonException when it is not JSON
   */
  public static Policy read(JsonParser json) throws InvalidPolicy {
    if (json.currentToken() == JsonToken.NOT_AVAILABLE) {
      json.nextToken();
    }
    return new PolicyReader(new StrictJson(json)).read();
  }

  /**
   * What the policy says about one action; statements about others are left out.
   *
   * @param action {@code execute-api:Invoke}, in any case
   */
  public ActionPolicy on(String action) {
    String lower = action.toLowerCase(Locale.ROOT);
    List<Statement> denying = new ArrayList<>();
    List<Statement> allowing = new ArrayList<>();
    for (Statement statement : statements) {
      if (statement.covers(lower)) {
        switch (statement.effect()) {
          case ALLOW -> allowing.add(statement);
          case DENY -> denying.add(statement);
        }
      }
    }
    return new ActionPolicy(denying, allowing);
  }

  /** The number of statements. */
  public int size() {
    return statements.size();
  }
}
