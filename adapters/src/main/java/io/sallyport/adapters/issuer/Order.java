package io.sallyport.adapters.issuer;

import io.sallyport.adapters.issuer.Accounts.Client;
import io.sallyport.adapters.issuer.Accounts.User;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, once it is clear that it may be had.
 *
 * @param user null where the client asks for itself
 * @param groups the user's, or those that were asked for instead
 * @param audience what {@code aud} of an access token shall say; null for what the shape demands
 */
record Order(
    Issuer issuer,
    Client client,
    @Nullable User user,
    List<String> groups,
    List<String> scopes,
    @Nullable String audience,
    Duration lifetime) {

  Order {
    groups = List.copyOf(groups);
    scopes = List.copyOf(scopes);
  }
}
