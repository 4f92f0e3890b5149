package io.sallyport.adapters.keys;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.KeySource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents by the platform's HTTP client. It is made with the first document: a gateway
 * whose definitions know no tokens has none.
 */
public final class HttpKeySource implements KeySource {

  private static final Duration UNSAID = Duration.ofSeconds(-1);
  private static final Pattern MAX_AGE =
      Pattern.compile("(?:^|[,\\s])max-age=\"?([0-9]{1,9})\"?(?:$|[,\\s])");
  private static final Pattern NOT_KEPT =
      Pattern.compile("(?:^|[,\\s])no-(?:store|cache)(?:$|[,\\s])");

  private final @Nullable Path moreAuthorities;
  private @Nullable HttpClient client;

  /**
   * @param moreAuthorities a PEM file of authorities trusted beside the platform's, or null
   */
  public HttpKeySource(@Nullable Path moreAuthorities) {
    this.moreAuthorities = moreAuthorities;
  }

  @Override
  public void fetch(URI uri, Duration timeout, int limit, Consumer<Fetched> receiver) {
    AtomicBoolean answered = new AtomicBoolean();
    Consumer<Fetched> once =
        fetched -> {
          if (answered.compareAndSet(false, true)) {
            receiver.accept(fetched);
          }
        };
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri).header("Accept", "application/json").timeout(timeout).build();
      CompletableFuture<HttpResponse<byte[]>> response =
          client().sendAsync(request, head -> new LimitedBody(limit));
      // The request's own timeout ends with the head; this one counts to the last byte.
      CompletableFuture<HttpResponse<byte[]>> _ =
          response
              .copy()
              .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
              .whenComplete((received, problem) -> {
                if (problem != null) {
                  response.cancel(true);
                }
                once.accept(
                    problem == null
                        ? document(uri, received)
                        : new Unavailable("`" + uri + "` " + words(problem, timeout)));
              });
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      once.accept(new Unavailable("`" + uri + "` cannot be asked: " + e.getMessage()));
    }
  }

  private static Fetched document(URI uri, HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      return new Unavailable("`" + uri + "` answers " + response.statusCode());
    }
    String control = String.join(",", response.headers().allValues("Cache-Control"));
    return new Document(new Bytes(response.body()), maxAge(control));
  }

  static Duration maxAge(String control) {
    if (NOT_KEPT.matcher(control).find()) {
      return Duration.ZERO;
    }
    Matcher matcher = MAX_AGE.matcher(control);
    return matcher.find() ? Duration.ofSeconds(Long.parseLong(matcher.group(1))) : UNSAID;
  }

  private static String words(Throwable problem, Duration timeout) {
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return "has not answered whole after " + timeout.toMillis() + " ms";
    }
    if (cause instanceof LimitedBody.TooLong tooLong) {
      return String.valueOf(tooLong.getMessage());
    }
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return "cannot be read: " + message;
  }

  private synchronized HttpClient client() throws GeneralSecurityException, IOException {
    HttpClient known = client;
    if (known == null) {
      known =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .sslContext(TrustedAuthorities.with(moreAuthorities))
              .build();
      client = known;
    }
    return known;
  }
}
