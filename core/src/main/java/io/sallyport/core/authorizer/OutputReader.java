package io.sallyport.core.authorizer;

import io.sallyport.core.authorizer.AuthorizerOutput.Cause;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.Identity;
import io.sallyport.policy.InvalidPolicy;
import io.sallyport.policy.Policy;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what authorizer functions return. What is not wholly of the expected shape decides nothing.
 * See the API Gateway guide, "Output from an API Gateway Lambda authorizer" and "Working with AWS
 * Lambda authorizers for HTTP APIs".
 */
public final class OutputReader {

  /** What the texts {@code "true"} and {@code "false"} are for {@code isAuthorized}. */
  public enum TextualConsent {
    /** What they say; an emulator's author observed it of AWS. */
    TAKEN,
    /** Of the wrong shape. */
    REFUSED
  }

  /** What runs. */
  public static final TextualConsent TEXTUAL_CONSENT = TextualConsent.TAKEN;

  private static final String ACTION = "execute-api:Invoke";
  private static final String UNAUTHORIZED = "Unauthorized";
  private static final int LONGEST_QUOTE = 200;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Form form;
  private final AuthorizerContext.Form contexts;
  private final int limit;

  /** What a function is expected to return. */
  public enum Form {
    POLICY,
    SIMPLE
  }

  /**
   * @param limit the longest result, in bytes
   */
  public OutputReader(Form form, AuthorizerContext.Form contexts, int limit) {
    this.form = form;
    this.contexts = contexts;
    this.limit = limit;
  }

  AuthorizerOutput read(FunctionResult result) {
    byte[] payload = result.payload().array();
    if (result.error() != null) {
      return failure(payload, result.error());
    }
    if (payload.length > limit) {
      return malformed(
          "the authorizer returned " + payload.length + " bytes, expected at most " + limit);
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
      AuthorizerOutput output = new Members(json).read(payload.length);
      return json.nextToken() == null ? output : malformed("something follows the result");
    } catch (JacksonException e) {
      return malformed("invalid JSON in response: " + e.getOriginalMessage());
    } catch (InvalidPolicy e) {
      return malformed("could not parse policy: " + e.sentence());
    } catch (MalformedOutput e) {
      return malformed(String.valueOf(e.getMessage()));
    }
  }

  /** A function that failed: {@code Unauthorized}, in just this spelling, is the caller's fault. */
  private static AuthorizerOutput failure(byte[] payload, String kind) {
    String message = null;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() != JsonToken.END_OBJECT && message == null) {
          String name = json.currentName();
          boolean isText = json.nextToken() == JsonToken.VALUE_STRING;
          message = isText && name.equals("errorMessage") ? json.getString() : null;
          json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      // What failed need not say so in JSON.
    }
    if (UNAUTHORIZED.equals(message)) {
      return new AuthorizerOutput.Unauthorized();
    }
    String said = message == null ? "" : ": `" + shortened(message) + "`";
    return new AuthorizerOutput.Unusable(
        Cause.FAILED, "the authorizer's function failed (" + kind + ")" + said);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
  }

  private static AuthorizerOutput malformed(String reason) {
    return new AuthorizerOutput.Unusable(Cause.WRONG, reason);
  }

  /** The members of one result. */
  private final class Members {

    private final JsonParser json;
    private @Nullable String principalId;
    private @Nullable Policy policy;
    private Consent.@Nullable Answer answer;
    private @Nullable String usageIdentifierKey;
    private @Nullable String errorMessage;
    private AuthorizerContext context = AuthorizerContext.NONE;

    Members(JsonParser json) {
      this.json = json;
    }

    AuthorizerOutput read(int bytes) throws MalformedOutput, InvalidPolicy {
      JsonToken first = json.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new MalformedOutput(
            "the authorizer returned " + Kinds.of(first) + ", expected an object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        member(name);
      }
      if (UNAUTHORIZED.equals(errorMessage)) {
        return new AuthorizerOutput.Unauthorized();
      }
      return new AuthorizerOutput.Usable(consent(), bytes);
    }

    private void member(String name) throws MalformedOutput, InvalidPolicy {
      switch (name) {
        case "principalId" -> principalId = form == Form.POLICY ? text(name) : optional(name);
        case "policyDocument" -> policy();
        case "isAuthorized" -> isAuthorized();
        case "usageIdentifierKey" -> usageIdentifierKey = optional(name);
        case "errorMessage" -> errorMessage = optional(name);
        case "context" -> context = AuthorizerContext.read(json, contexts);
        default -> json.skipChildren();
      }
    }

    private void policy() throws MalformedOutput, InvalidPolicy {
      if (form == Form.SIMPLE) {
        json.skipChildren();
        return;
      }
      policy = Policy.read(json);
    }

    private void isAuthorized() throws MalformedOutput {
      if (form == Form.POLICY) {
        json.skipChildren();
        return;
      }
      answer =
          switch (json.currentToken()) {
            case VALUE_TRUE -> Consent.Answer.AUTHORIZED;
            case VALUE_FALSE -> Consent.Answer.REFUSED;
            case VALUE_STRING -> textual(json.getString());
            case null, default -> throw notBoolean();
          };
    }

    private Consent.Answer textual(String text) throws MalformedOutput {
      if (TEXTUAL_CONSENT == TextualConsent.TAKEN) {
        if (text.equals("true")) {
          return Consent.Answer.AUTHORIZED;
        }
        if (text.equals("false")) {
          return Consent.Answer.REFUSED;
        }
      }
      throw notBoolean();
    }

    private MalformedOutput notBoolean() {
      return new MalformedOutput(
          "`isAuthorized` is " + Kinds.of(json.currentToken()) + ", expected a boolean");
    }

    private Consent consent() throws MalformedOutput {
      if (form == Form.SIMPLE) {
        if (answer == null) {
          throw new MalformedOutput("`isAuthorized` is missing");
        }
        return new Consent.Simple(answer, identity(""));
      }
      if (principalId == null || principalId.isEmpty()) {
        throw new MalformedOutput("`principalId` is missing");
      }
      if (policy == null) {
        throw new MalformedOutput("could not parse policy: `policyDocument` is missing");
      }
      return new Consent.ByPolicy(policy.on(ACTION), identity(principalId));
    }

    private Identity.Lambda identity(String principal) {
      return new Identity.Lambda(principal, context.texts(), context.json(), usageIdentifierKey);
    }

    private String text(String name) throws MalformedOutput {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw new MalformedOutput(
            "`" + name + "` is " + Kinds.of(json.currentToken()) + ", expected a text");
      }
      return json.getString();
    }

    /** A text that may be null, as languages with types write what is not there. */
    private @Nullable String optional(String name) throws MalformedOutput {
      return json.currentToken() == JsonToken.VALUE_NULL ? null : text(name);
    }
  }
}
