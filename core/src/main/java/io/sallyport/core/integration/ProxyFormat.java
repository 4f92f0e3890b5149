package io.sallyport.core.integration;

import io.sallyport.core.event.ProxyEvents;
import io.sallyport.core.language.BinaryMediaTypes;
import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.Exchange;

/** What a proxy integration gives its function, and how it reads what comes back. */
public sealed interface ProxyFormat {

  /** The event for {@code exchange}. */
  Bytes event(Exchange exchange);

  /** The caller's answer, made of what the function returned. */
  Answer answer(Exchange exchange, Bytes payload);

  /**
   * That of REST APIs.
   *
   * @param binary the media types whose bodies are binary
   */
  record Rest(BinaryMediaTypes binary) implements ProxyFormat {
    @Override
    public Bytes event(Exchange exchange) {
      return ProxyEvents.rest(exchange, binary);
    }

    @Override
    public Answer answer(Exchange exchange, Bytes payload) {
      return ProxyAnswers.rest(exchange, payload, binary);
    }
  }

  /** Version 1.0 of HTTP APIs. */
  record Version1() implements ProxyFormat {
    @Override
    public Bytes event(Exchange exchange) {
      return ProxyEvents.http1(exchange);
    }

    @Override
    public Answer answer(Exchange exchange, Bytes payload) {
      return ProxyAnswers.http1(payload);
    }
  }

  /** Version 2.0. */
  record Version2() implements ProxyFormat {
    @Override
    public Bytes event(Exchange exchange) {
      return ProxyEvents.http2(exchange);
    }

    @Override
    public Answer answer(Exchange exchange, Bytes payload) {
      return ProxyAnswers.http2(payload);
    }
  }
}
