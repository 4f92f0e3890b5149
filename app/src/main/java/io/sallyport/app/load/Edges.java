package io.sallyport.app.load;

import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Configuration.Certificate;
import io.sallyport.app.config.Configuration.Https;
import io.sallyport.app.config.Configuration.Listeners;
import io.sallyport.app.config.Limits;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.pipeline.Times;
import io.sallyport.edge.Edge;
import io.sallyport.edge.EdgeSettings;
import io.sallyport.edge.tls.CertificateFiles;
import io.sallyport.edge.tls.CertificateProblem;
import io.sallyport.edge.tls.ClientTls;
import io.sallyport.edge.tls.ServerTls;
import io.sallyport.edge.tls.TlsProblem;
import io.sallyport.edge.tls.UpstreamHttp2;
import io.sallyport.edge.wire.Grpc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      Https https = configuration.listeners().https();
      if (e.certificates().isEmpty()) {
        problems.add(unusable(https.at(), e.getMessage()));
      }
      e.certificates().forEach(found -> problems.add(unusable(https, found)));
      return Optional.empty();
    }
  }

  /** Reads certificates and keys as {@link #open} would. */
  static void check(Configuration configuration, Problems problems) {
    Https https = configuration.listeners().https();
    if (!https.port().isOff()) {
      ServerTls.check(certificates(https), Times.SYSTEM)
          .forEach(found -> problems.add(unusable(https, found)));
    }
    try {
      if (configuration.upstreamTrust() != null) {
        ClientTls.trusting(configuration.upstreamTrust(), UpstreamHttp2.OFF, Grpc.OFF);
      }
    } catch (TlsProblem e) {
      problems.add(unusable(https.at(), e.getMessage()));
    }
  }

  /** The files of the certificates, the default first; without those that are not whole. */
  public static List<CertificateFiles> certificates(Https https) {
    List<CertificateFiles> files = new ArrayList<>();
    for (Certificate one : https.certificates()) {
      if (one.cert() != null && one.key() != null) {
        files.add(new CertificateFiles(one.cert(), one.key(), one.ocspResponse()));
      }
    }
    return files;
  }

  /** {@code found} at its place in the configuration. */
  public static Problem unusable(Https https, CertificateProblem found) {
    Path file = found.files().certificates();
    Location at =
        https.certificates().stream()
            .filter(one -> file.equals(one.cert()))
            .map(Certificate::at)
            .findFirst()
            .orElse(https.at());
    return unusable(at, found.message());
  }

  private static Problem unusable(Location at, @Nullable String message) {
    return Problem.error("unusable-certificate", at, String.valueOf(message));
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
        new EdgeSettings.Tunnels(limits.webSocketIdle(), limits.webSocketLifetime()),
        configuration.upstreamTrust(),
        configuration.upstreamHttp2(),
        configuration.grpc());
  }

  private static EdgeSettings.Listeners listeners(Listeners listeners) {
    return new EdgeSettings.Listeners(
        listeners.http().bind(),
        listeners.http().port().number(),
        tls(listeners.https()),
        listeners.admin().port().number());
  }

  private static EdgeSettings.@Nullable Tls tls(Https https) {
    List<CertificateFiles> certificates = certificates(https);
    return https.port().isOff() || certificates.isEmpty()
        ? null
        : new EdgeSettings.Tls(https.bind(), https.port().number(), certificates, https.stapling());
  }
}
