package io.sallyport.edge.wire;

/**
 * Whether calls of gRPC are carried as such: over HTTP/2 on both sides, with the fields after their
 * bodies. AWS does not carry them.
 */
public enum Grpc {
  /** They are requests like any other. */
  OFF,
  ON
}
