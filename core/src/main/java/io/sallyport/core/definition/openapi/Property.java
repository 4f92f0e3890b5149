package io.sallyport.core.definition.openapi;

import io.sallyport.core.pipeline.ApiType;
import java.util.Set;

/**
 * A row of the table: a property AWS knows and what becomes of it.
 *
 * @param rest what becomes of it in a REST API
 * @param http what becomes of it in an HTTP API
 * @param problem the id a refusal carries; empty where nothing refuses it
 * @param when what of a refused property is refused
 * @param harmless the values, in upper case, that ask for what happens anyway
 * @param note why, for the sentence of a refusal and for the documentation
 */
public record Property(
    Place place,
    String name,
    Disposition rest,
    Disposition http,
    String problem,
    When when,
    Set<String> harmless,
    String note) {

  public Property {
    harmless = Set.copyOf(harmless);
  }

  /** What of a refused property is refused. */
  public enum When {
    /** Its being there, whatever its value. */
    PRESENT,
    /** Every value but the harmless ones and the empty ones. */
    VALUE,
    /** Only what a method would really be subject to; the reader of methods decides. */
    ACTING
  }

  public Disposition disposition(ApiType type) {
    return switch (type) {
      case REST -> rest;
      case HTTP -> http;
    };
  }

  static Property enforced(Place place, String name, String note) {
    return new Property(
        place, name, Disposition.ENFORCED, Disposition.ENFORCED, "", When.PRESENT, Set.of(), note);
  }

  static Property withoutEffect(Place place, String name, String note) {
    return enforced(place, name, note)
        .onRest(Disposition.WITHOUT_EFFECT)
        .onHttp(Disposition.WITHOUT_EFFECT);
  }

  static Property refused(Place place, String name, String problem, String note) {
    return new Property(
        place,
        name,
        Disposition.REFUSED,
        Disposition.REFUSED,
        problem,
        When.PRESENT,
        Set.of(),
        note);
  }

  Property onRest(Disposition other) {
    return new Property(place, name, other, http, problem, when, harmless, note);
  }

  Property onHttp(Disposition other) {
    return new Property(place, name, rest, other, problem, when, harmless, note);
  }

  /** Enforced on REST APIs, refused on HTTP APIs but where it is empty. */
  Property onHttpRefused(String id, String why) {
    return new Property(
        place, name, rest, Disposition.REFUSED, id, When.VALUE, Set.of(), note + "; " + why);
  }

  Property unless(String... values) {
    return new Property(place, name, rest, http, problem, When.VALUE, Set.of(values), note);
  }

  Property whereItActs() {
    return new Property(place, name, rest, http, problem, When.ACTING, harmless, note);
  }
}
