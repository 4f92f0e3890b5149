package io.sallyport.edge.admin;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps pages in a browser on this machine from giving orders: a page can send requests to a
 * loopback address, and by DNS rebinding read the answers under a name of its own.
 *
 * <p>Refuses with 403 a request that names another host than the loopback ones, one that a script
 * or a form of some page sends ({@code Origin}), and one that a browser says comes from another
 * site ({@code Sec-Fetch-Site}, <a href="https://www.w3.org/TR/fetch-metadata/">Fetch
 * Metadata</a>). An address that is typed in passes.
 */
final class BrowserGuard implements AdminHandler {

  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> SITES = Set.of("none", "same-origin");

  private final AdminHandler guarded;

  BrowserGuard(AdminHandler guarded) {
    this.guarded = guarded;
  }

  @Override
  public Response handle(AdminRequest request) {
    Headers headers = request.headers();
    List<String> hosts = headers.all("Host");
    if (hosts.size() != 1 || !HOSTS.contains(name(hosts.getFirst()))) {
      return refuse("the admin listener answers to `localhost` and `127.0.0.1` only");
    }
    if (!headers.all("Origin").isEmpty()) {
      return refuse("the admin listener does not answer pages of a browser");
    }
    return SITES.containsAll(headers.all("Sec-Fetch-Site"))
        ? guarded.handle(request)
        : refuse("the admin listener does not answer pages of a browser");
  }

  private static String name(String host) {
    return host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
  }

  private static Response refuse(String reason) {
    return Response.of(
        403,
        HeaderList.of("Content-Type", "application/json"),
        Bytes.utf8("{\"message\":\"" + reason + "\"}"));
  }
}
