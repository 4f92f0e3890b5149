/** JSON Web Tokens: signatures, key sets, and the issuers they come from. Pure; no sockets. */
@NullMarked
package io.sallyport.core.token;

import org.jspecify.annotations.NullMarked;
