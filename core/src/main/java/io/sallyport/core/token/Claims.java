package io.sallyport.core.token;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token, RFC 7519 section 4, each of those that are looked at of the type it has to
 * have. Times are in milliseconds since the epoch.
 */
public final class Claims implements ClaimsReading {

  /** The last second that a calendar of four digits has. */
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

  private final JsonObject object;
  private final @Nullable String issuer;
  private final @Nullable List<String> audiences;
  private final @Nullable String clientId;
  private final @Nullable Long expires;
  private final @Nullable Long notBefore;
  private final @Nullable Long issuedAt;
  private final @Nullable String use;
  private final List<String> scopes;

  private Claims(JsonObject object) throws Unacceptable {
    this.object = object;
    this.issuer = object.text("iss");
    this.audiences = object.has("aud") ? oneOrMore("aud") : null;
    this.clientId = object.text("client_id");
    this.expires = time("exp");
    this.notBefore = time("nbf");
    this.issuedAt = time("iat");
    this.use = object.members().get("token_use") instanceof String text ? text : null;
    this.scopes = scopes(object);
  }

  /** Reads the payload of {@code jws}. It is nobody's word before the signature is verified. */
  public static ClaimsReading read(Jws jws) {
    try {
      return new Claims(JsonObject.read(jws.payload()));
    } catch (Unacceptable e) {
      return new NoClaims("the token's payload " + e.reason());
    }
  }

  public @Nullable String issuer() {
    return issuer;
  }

  /** The values of {@code aud}; null where there is no such claim. */
  public @Nullable List<String> audiences() {
    return audiences;
  }

  public @Nullable String clientId() {
    return clientId;
  }

  public @Nullable Long expires() {
    return expires;
  }

  public @Nullable Long notBefore() {
    return notBefore;
  }

  public @Nullable Long issuedAt() {
    return issuedAt;
  }

  /** Cognito's {@code token_use}, or null. */
  public @Nullable String use() {
    return use;
  }

  /** The values of {@code scope} and {@code scp}, lists or texts with spaces between. */
  public List<String> scopes() {
    return scopes;
  }

  /** Whether one of {@code wanted} is among the scopes; exact, without wildcards. */
  public static boolean holdsOne(List<String> scopes, List<String> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      if (scopes.contains(wanted.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Every claim as a text. */
  public Map<String, String> texts(ClaimText style) {
    Map<String, String> texts = new HashMap<>();
    object.members().forEach((name, value) -> texts.put(name, style.of(value)));
    return texts;
  }

  private static List<String> scopes(JsonObject object) throws Unacceptable {
    List<String> scopes = new ArrayList<>();
    for (String name : new String[] {"scope", "scp"}) {
      Object value = object.members().get(name);
      if (value instanceof String text) {
        scopes.addAll(List.of(text.trim().split(" +")));
      } else if (value != null) {
        List<String> texts = object.texts(name);
        scopes.addAll(texts == null ? List.of() : texts);
      }
    }
    scopes.removeAll(Set.of(""));
    return List.copyOf(scopes);
  }

  private List<String> oneOrMore(String name) throws Unacceptable {
    if (object.members().get(name) instanceof String text) {
      return List.of(text);
    }
    List<String> texts = object.texts(name);
    return texts == null ? List.of() : List.copyOf(texts);
  }

  /** A NumericDate, which may have a fraction. */
  private @Nullable Long time(String name) throws Unacceptable {
    BigDecimal seconds = object.number(name);
    if (seconds == null) {
      return null;
    }
    if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0) {
      throw new Unacceptable("has an `" + name + "` that is no time");
    }
    return seconds.movePointRight(3).longValue();
  }
}
