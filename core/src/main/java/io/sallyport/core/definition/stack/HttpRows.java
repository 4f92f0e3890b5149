package io.sallyport.core.definition.stack;

import java.util.List;

/** Rows of the table of resources. */
final class HttpRows {

  static final List<ResourceProperty> ROWS = List.of();

  private HttpRows() {}
}
