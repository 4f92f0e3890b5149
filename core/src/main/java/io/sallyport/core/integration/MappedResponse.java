package io.sallyport.core.integration;

import io.sallyport.core.language.MediaType;
import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.values.BoundTemplate;
import io.sallyport.core.values.HeaderText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An integration response: what the caller gets once it is selected. Only mapped headers reach the
 * caller.
 */
public final class MappedResponse {

  private final int status;
  private final Declared declared;
  private final List<Header> headers;
  private final Map<String, BoundTemplate> templates;

  /**
   * @param declared whether the method declares a response with this status
   * @param templates by media type; empty to pass the endpoint's body on
   */
  public MappedResponse(
      int status, Declared declared, List<Header> headers, Map<String, BoundTemplate> templates) {
    this.status = status;
    this.declared = declared;
    this.headers = List.copyOf(headers);
    this.templates = new TreeMap<>(templates);
  }

  /** Whether the method has a response of the status. */
  public enum Declared {
    DECLARED,
    UNDECLARED
  }

  /** A header and the look-up of its value. */
  public record Header(String name, ResponseValue source) {

    /** A header of the name that {@code target} gets on its way to callers. */
    public static List<Header> of(String target, ResponseValue source) {
      String name = HeaderTables.responseTarget(target);
      return name.isEmpty() ? List.of() : List.of(new Header(name, source));
    }
  }

  /** Finds a value in a request and the endpoint's response to it. */
  public interface ResponseValue {
    @Nullable String of(Exchange exchange, Headers response);
  }

  /** The answer to {@code exchange}; {@code body} is passed on where no template replaces it. */
  Answer answer(Exchange exchange, Headers received, Body body) {
    if (declared == Declared.UNDECLARED) {
      return Failures.misconfigured(
          "output mapping refers to an invalid method response: " + status);
    }
    String type = mediaType(exchange);
    Body sent = body;
    BoundTemplate template = type == null ? null : templates.get(type);
    if (template != null) {
      body.discard();
      sent = template.bytes(exchange);
    }
    Response response = new Response(status, HeaderList.EMPTY, HeaderRules.PASS_ALL, sent);
    for (int i = 0; i < headers.size(); i++) {
      Header header = headers.get(i);
      String value = header.source().of(exchange, received);
      if (value != null) {
        response.edits().set(header.name(), HeaderText.clean(value));
      }
    }
    if (!response.edits().adds(KnownHeader.CONTENT_TYPE)) {
      response.edits().set(KnownHeader.CONTENT_TYPE, type == null ? MediaType.JSON : type);
    }
    return response;
  }

  /** The media type of the template to use: the caller's choice, else JSON, else the first. */
  private @Nullable String mediaType(Exchange exchange) {
    if (templates.isEmpty()) {
      return null;
    }
    String accept = exchange.request().headers().first(KnownHeader.ACCEPT);
    String accepted = MediaType.accepted(accept, templates);
    if (accepted != null) {
      return accepted;
    }
    return templates.containsKey(MediaType.JSON)
        ? MediaType.JSON
        : templates.keySet().iterator().next();
  }
}
