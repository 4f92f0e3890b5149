/**
 * The local issuer: stands in for Cognito user pools and OpenID providers on a developer's machine.
 * It signs tokens in their names, with keys that nobody else trusts.
 */
@NullMarked
package io.sallyport.adapters.issuer;

import org.jspecify.annotations.NullMarked;
