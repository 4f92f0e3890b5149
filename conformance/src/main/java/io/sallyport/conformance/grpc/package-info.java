/** A client and a server of gRPC, as others made them, with a running gateway between them. */
@NullMarked
package io.sallyport.conformance.grpc;

import org.jspecify.annotations.NullMarked;
