package io.sallyport.core.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What happens to each header field of a message that is passed on: a compiled table, one look-up
 * by ordinal for each field. Fields that frame the message (Connection, Content-Length,
 * Transfer-Encoding, Keep-Alive, TE, Trailer, Upgrade) belong to the connection; the edge writes
 * its own whatever the rules say, and a rule only decides whether the sender's is dropped or
 * remapped.
 */
public final class HeaderRules {

  /** Passes every field on unchanged. */
  public static final HeaderRules PASS_ALL = new Builder(Treatment.PASS).build();

  /** Passes nothing on; only edits reach the other side. */
  public static final HeaderRules DROP_ALL = new Builder(Treatment.DROP).build();

  /** The prefix of a field that was renamed because its own name belongs to the gateway. */
  public static final String REMAPPED_PREFIX = "x-amzn-Remapped-";

  /** What happens to one field. */
  public enum Treatment {
    /** Passed on unchanged. */
    PASS,
    /** Not passed on. */
    DROP,
    /** Passed on under {@link #REMAPPED_PREFIX} and its own name. */
    REMAP
  }

  private final Treatment[] known;
  private final Treatment unknown;

  private HeaderRules(Treatment[] known, Treatment unknown) {
    this.known = known;
    this.unknown = unknown;
  }

  /** The treatment of a field whose name is {@code header}, or of any other field when null. */
  public Treatment of(@Nullable KnownHeader header) {
    return header == null ? unknown : known[header.ordinal()];
  }

  /** Starts from rules that treat every field as {@code others}. */
  public static Builder builder(Treatment others) {
    return new Builder(others);
  }

  /** Collects exceptions to one default treatment. */
  public static final class Builder {
    private final Treatment[] known = new Treatment[KnownHeader.values().length];
    private final Treatment unknown;

    private Builder(Treatment others) {
      this.unknown = others;
      Arrays.fill(known, others);
    }

    public Builder set(Treatment treatment, KnownHeader... headers) {
      for (KnownHeader header : headers) {
        known[header.ordinal()] = treatment;
      }
      return this;
    }

    public HeaderRules build() {
      return new HeaderRules(known.clone(), unknown);
    }
  }
}
