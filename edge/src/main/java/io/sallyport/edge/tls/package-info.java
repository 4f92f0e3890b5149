/** Certificates, keys and TLS contexts. */
@NullMarked
package io.sallyport.edge.tls;

import org.jspecify.annotations.NullMarked;
