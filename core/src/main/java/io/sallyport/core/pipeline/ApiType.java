package io.sallyport.core.pipeline;

/** The two kinds of API: API Gateway's version 1 and version 2. */
public enum ApiType {
  REST,
  HTTP
}
