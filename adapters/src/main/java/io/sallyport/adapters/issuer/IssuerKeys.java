package io.sallyport.adapters.issuer;

import io.sallyport.core.message.Bytes;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/**
 * The keys of every issuer, made when they are first asked for and kept in memory alone: no file
 * can be copied off the machine, and a token does not outlive the gateway that made it.
 */
final class IssuerKeys {

  /** What one user pool needs; others make their own. */
  private static final int PREPARED = 2;

  private final ConcurrentMap<String, Keys> keys = new ConcurrentHashMap<>();
  private final Queue<CompletableFuture<SigningKey>> prepared = new ConcurrentLinkedQueue<>();

  /** A user pool signs ID and access tokens with different keys of one set; others with one. */
  private record Keys(SigningKey id, SigningKey access) {

    List<SigningKey> distinct() {
      return id == access ? List.of(id) : List.of(id, access);
    }
  }

  /** Begins to make keys for whoever comes first, and does not wait. */
  void prepare() {
    for (int i = 0; i < PREPARED; i++) {
      prepared.add(
          CompletableFuture.supplyAsync(
              SigningKey::generate,
              task -> Thread.ofPlatform().daemon().name("issuer-key").start(task)));
    }
  }

  SigningKey id(Issuer issuer) {
    return of(issuer).id();
  }

  SigningKey access(Issuer issuer) {
    return of(issuer).access();
  }

  /** The public keys of {@code issuer} as a JSON Web Key Set (RFC 7517). */
  Bytes published(Issuer issuer) {
    List<String> members = of(issuer).distinct().stream().map(SigningKey::jwk).toList();
    return Bytes.utf8("{\"keys\":[" + String.join(",", members) + "]}");
  }

  private Keys of(Issuer issuer) {
    return keys.computeIfAbsent(
        issuer.uri(),
        _ -> {
          SigningKey first = next();
          return switch (issuer.shape()) {
            case COGNITO -> new Keys(first, next());
            case OPENID -> new Keys(first, first);
          };
        });
  }

  private SigningKey next() {
    CompletableFuture<SigningKey> begun = prepared.poll();
    return begun == null ? SigningKey.generate() : begun.join();
  }
}
