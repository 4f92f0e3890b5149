/** The Online Certificate Status Protocol, RFC 6960: as much of it as a server staples. */
@NullMarked
package io.sallyport.edge.ocsp;

import org.jspecify.annotations.NullMarked;
