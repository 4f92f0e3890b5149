package io.sallyport.edge.wire;

import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.HeaderRules.Treatment;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of one message, whatever the version of HTTP.
 *
 * <p>INVARIANT: no octet of a name or value that came from outside is written unless the grammar
 * allows it there. Names that are not tokens are left out, control characters in values are
 * replaced by spaces. Callers that would rather refuse ask {@link #altered}.
 */
public abstract class FieldWriter {

  private boolean altered;
  private boolean dateWritten;

  /** Writes the field at {@code i} of {@code head}, which was parsed and so needs no check. */
  protected abstract void copy(Head head, int i, @Nullable KnownHeader known, boolean remapped);

  /** Writes a field that may hold anything. */
  protected abstract void field(String name, String value);

  /** Starts the next message. */
  protected final void begin() {
    altered = false;
    dateWritten = false;
  }

  /** Notes that something could not be written as it was given. */
  protected final void alter() {
    altered = true;
  }

  /** Whether something could not be written as it was given. */
  public final boolean altered() {
    return altered;
  }

  /** Whether a Date field was passed on. */
  protected final boolean dateWritten() {
    return dateWritten;
  }

  /**
   * Writes the fields of {@code headers} that {@code rules} and {@code edits} leave.
   *
   * @param request whether this is a request: its Host is written already, and whoever waits for
   *     {@code 100 Continue} is answered by the edge itself
   */
  public final void fields(Headers headers, HeaderRules rules, HeaderEdits edits, boolean request) {
    for (int i = 0; i < headers.size(); i++) {
      KnownHeader known = headers.known(i);
      Treatment treatment = rules.of(known);
      if (treatment == Treatment.DROP || (treatment == Treatment.PASS && ours(known, request))) {
        continue;
      }
      if (!edits.hides(headers, i)) {
        base(headers, i, treatment == Treatment.REMAP, known);
      }
    }
    for (int i = 0; i < edits.size(); i++) {
      edit(edits.name(i), edits.value(i), request);
    }
  }

  /**
   * Writes the fields after a body. A name that any rule of the gateway knows is left out: what
   * decides about a message stands before its body, and nothing behind it may say otherwise. So is
   * what the edits keep back or say themselves.
   */
  protected final void trailing(Head fields, HeaderRules rules, HeaderEdits edits) {
    if (rules.of(null) != Treatment.PASS) {
      return;
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.known(i) == null && !edits.hides(fields, i)) {
        copy(fields, i, null, false);
      }
    }
  }

  private static boolean ours(@Nullable KnownHeader known, boolean request) {
    return Framing.has(known)
        || (request && (known == KnownHeader.HOST || known == KnownHeader.EXPECT));
  }

  private void base(Headers headers, int i, boolean remapped, @Nullable KnownHeader known) {
    if (headers instanceof Head head) {
      if (!head.endsHere(i)) {
        copy(head, i, known, remapped);
        dateWritten |= known == KnownHeader.DATE && !remapped;
      }
      return;
    }
    String name = headers.name(i);
    dateWritten |= known == KnownHeader.DATE && !remapped;
    field(remapped ? HeaderRules.REMAPPED_PREFIX + name : name, headers.value(i));
  }

  private void edit(String name, String value, boolean request) {
    if (Framing.has(name) || (request && name.equalsIgnoreCase("Host"))) {
      return;
    }
    dateWritten |= name.equalsIgnoreCase("Date");
    field(name, value);
  }
}
