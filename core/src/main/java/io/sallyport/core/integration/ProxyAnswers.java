package io.sallyport.core.integration;

import io.sallyport.core.integration.FunctionAnswer.Field;
import io.sallyport.core.integration.FunctionAnswer.Shape;
import io.sallyport.core.language.BinaryMediaTypes;
import io.sallyport.core.language.MediaType;
import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.values.HeaderText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes responses of what functions return, and refuses what makes none. See the API Gateway guide,
 * "Output format of a Lambda function for proxy integration" and "Lambda function response for
 * format 2.0".
 *
 * <p>INVARIANT: a header's name is a token and its value has no control characters, whatever the
 * function returned.
 */
final class ProxyAnswers {

  private static final String TEXT = "text/plain; charset=utf-8";

  private ProxyAnswers() {}

  /** REST APIs: a member nobody knows makes it malformed. */
  static Answer rest(Exchange exchange, Bytes payload, BinaryMediaTypes binary) {
    FunctionAnswer answer = FunctionAnswer.read(payload);
    String fault = fault(answer);
    if (fault == null && answer.unknown() != null) {
      fault = "it has a member `" + answer.unknown() + "`";
    }
    if (fault != null) {
      return LambdaFailures.malformed(ApiType.REST, fault);
    }
    boolean decoded =
        answer.isBase64() && binary.accepts(exchange.request().headers().first(KnownHeader.ACCEPT));
    Body body = body(answer, decoded);
    if (body == null) {
      return LambdaFailures.undecodable();
    }
    HeaderList headers = merged(answer).build();
    Response response = new Response(status(answer), headers, HeaderTables.REST_LAMBDA, body);
    response.edits().set(KnownHeader.X_AMZN_TRACE_ID, exchange.trace());
    return response;
  }

  /** Version 1.0 of HTTP APIs. */
  static Answer http1(Bytes payload) {
    FunctionAnswer answer = FunctionAnswer.read(payload);
    String fault = fault(answer);
    return fault == null
        ? http(answer, merged(answer))
        : LambdaFailures.malformed(ApiType.HTTP, fault);
  }

  /** Version 2.0: what names no status is the body itself. */
  static Answer http2(Bytes payload) {
    FunctionAnswer answer = FunctionAnswer.read(payload);
    boolean inferred =
        switch (answer.shape()) {
          case OBJECT -> !answer.hasStatus();
          case STRING, OTHER -> true;
          case NONE -> false;
        };
    if (inferred) {
      Bytes body = answer.shape() == Shape.STRING ? Bytes.utf8(answer.body()) : payload;
      HeaderList headers = HeaderList.of(KnownHeader.CONTENT_TYPE.canonical(), MediaType.JSON);
      return new Response(200, headers, HeaderTables.HTTP_RESPONSE, body);
    }
    String fault = fault(answer);
    if (fault == null) {
      fault = faultOfNames(answer.headers());
    }
    if (fault != null) {
      return LambdaFailures.malformed(ApiType.HTTP, fault);
    }
    HeaderList.Builder headers = new HeaderList.Builder();
    answer.headers().forEach(field -> add(field.name(), field.value(), headers));
    answer.cookies().forEach(cookie -> add(KnownHeader.SET_COOKIE.canonical(), cookie, headers));
    return http(answer, headers);
  }

  private static Answer http(FunctionAnswer answer, HeaderList.Builder headers) {
    Body body = body(answer, answer.isBase64());
    if (body == null) {
      return LambdaFailures.undecodable();
    }
    if (!hasContentType(answer)) {
      headers.add(KnownHeader.CONTENT_TYPE.canonical(), TEXT);
    }
    HeaderRules rules = HeaderTables.HTTP_RESPONSE;
    return new Response(status(answer), headers.build(), rules, body);
  }

  /** Why the answer of version 1.0 or 2.0 is none, or null. */
  private static @Nullable String fault(FunctionAnswer answer) {
    String found = answer.fault();
    if (found == null && answer.shape() != Shape.OBJECT) {
      found = "it is no JSON object";
    }
    if (found == null) {
      found = faultOfNames(answer.headers());
    }
    return found == null ? faultOfNames(answer.multiValueHeaders()) : found;
  }

  private static @Nullable String faultOfNames(List<Field> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (!HeaderText.isName(fields.get(i).name())) {
        return "a header has a name that is no name";
      }
    }
    return null;
  }

  private static int status(FunctionAnswer answer) {
    return answer.status() == 0 ? 200 : answer.status();
  }

  /** The body; null where base64 was to be decoded and is none. */
  private static @Nullable Body body(FunctionAnswer answer, boolean decoded) {
    if (answer.body().isEmpty()) {
      return Body.EMPTY;
    }
    if (!decoded) {
      return Bytes.utf8(answer.body());
    }
    try {
      byte[] text = answer.body().getBytes(StandardCharsets.ISO_8859_1);
      return new Bytes(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The headers with several values, then those with one that are not among them. */
  private static HeaderList.Builder merged(FunctionAnswer answer) {
    HeaderList.Builder out = new HeaderList.Builder();
    List<Field> several = answer.multiValueHeaders();
    several.forEach(field -> add(field.name(), field.value(), out));
    for (Field field : answer.headers()) {
      String name = field.name();
      boolean there = false;
      for (int i = 0; i < several.size() && !there; i++) {
        Field other = several.get(i);
        if (other.name().equalsIgnoreCase(field.name())) {
          name = other.name();
          there = other.value().equals(field.value());
        }
      }
      if (!there) {
        add(name, field.value(), out);
      }
    }
    return out;
  }

  private static void add(String name, String value, HeaderList.Builder out) {
    out.add(name, HeaderText.clean(value));
  }

  private static boolean hasContentType(FunctionAnswer answer) {
    return has(answer.headers()) || has(answer.multiValueHeaders());
  }

  private static boolean has(List<Field> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(KnownHeader.CONTENT_TYPE.canonical())) {
        return true;
      }
    }
    return false;
  }
}
