package io.sallyport.app.load;

import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Configuration.Http;
import io.sallyport.app.config.Configuration.Https;
import io.sallyport.app.config.Configuration.Listeners;
import io.sallyport.app.config.Limits;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.pipeline.Times;
import io.sallyport.edge.Edge;
import io.sallyport.edge.EdgeSettings;
import io.sallyport.edge.tls.ClientTls;
import io.sallyport.edge.tls.ServerTls;
import io.sallyport.edge.tls.TlsProblem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edge as the configuration wants it. */
public final class Edges {

  private Edges() {}

  /** An edge that is not bound yet; empty when its certificates cannot be used. */
  public static Optional<Edge> open(Configuration configuration, Problems problems) {
    try {
      return Optional.of(new Edge(settings(configuration), Times.SYSTEM));
    } catch (TlsProblem e) {
      problems.add(unusable(configuration, e));
      return Optional.empty();
    }
  }

  /** Reads certificates and keys as {@link #open} would. */
  static void check(Configuration configuration, Problems problems) {
    Https https = configuration.listeners().https();
    try {
      if (!https.port().isOff() && https.cert() != null && https.key() != null) {
        ServerTls.read(https.cert(), https.key(), 1);
      }
      if (configuration.upstreamTrust() != null) {
        ClientTls.trusting(configuration.upstreamTrust());
      }
    } catch (TlsProblem e) {
      problems.add(unusable(configuration, e));
    }
  }

  private static Problem unusable(Configuration configuration, TlsProblem e) {
    Location at = configuration.listeners().https().at();
    return Problem.error("unusable-certificate", at, String.valueOf(e.getMessage()));
  }

  private static EdgeSettings settings(Configuration configuration) {
    Limits limits = configuration.limits();
    return new EdgeSettings(
        listeners(configuration.listeners()),
        limits.loops(),
        new EdgeSettings.Limits(
            limits.connections(),
            limits.requestLine(),
            limits.headerBytes(),
            limits.headerCount(),
            limits.responseHeaderBytes(),
            limits.adminBody()),
        new EdgeSettings.Timeouts(
            limits.keepAlive(),
            limits.headerTimeout(),
            limits.bodyTimeout(),
            limits.writeTimeout(),
            limits.linger(),
            limits.handshakeTimeout(),
            limits.connectTimeout(),
            limits.silenceTimeout(),
            limits.nameCache()),
        new EdgeSettings.Connections(limits.poolSize(), limits.poolIdle()),
        configuration.upstreamTrust());
  }

  private static EdgeSettings.Listeners listeners(Listeners listeners) {
    Http http = listeners.http();
    Https https = listeners.https();
    return new EdgeSettings.Listeners(
        http.port().isOff() ? https.bind() : http.bind(),
        http.port().number(),
        tls(https),
        listeners.admin().port().number());
  }

  private static EdgeSettings.@Nullable Tls tls(Https https) {
    return https.port().isOff() || https.cert() == null || https.key() == null
        ? null
        : new EdgeSettings.Tls(https.port().number(), https.cert(), https.key());
  }
}
