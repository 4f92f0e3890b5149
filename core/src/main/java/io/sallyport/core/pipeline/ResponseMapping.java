package io.sallyport.core.pipeline;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Response;

/** Shapes the integration's response on its way back, or refuses it. Answers at once. */
public interface ResponseMapping {

  Answer map(Exchange exchange, Response response);
}
