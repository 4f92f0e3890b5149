package io.sallyport.core.executionlog;

import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/** Single fields of messages that are sent. */
final class Fields {

  private Fields() {}

  static @Nullable String contentEncoding(Response response) {
    return contentEncoding(response.headers(), response.rules(), response.edits());
  }

  static @Nullable String contentEncoding(UpstreamRequest request) {
    return contentEncoding(request.headers(), request.rules(), request.edits());
  }

  private static @Nullable String contentEncoding(
      Headers headers, HeaderRules rules, HeaderEdits edits) {
    KnownHeader name = KnownHeader.CONTENT_ENCODING;
    String added = edits.added(name.canonical());
    return added != null || rules.of(name) != HeaderRules.Treatment.PASS
        ? added
        : headers.last(name);
  }
}
