package io.sallyport.app.gateway;

import io.sallyport.app.config.Configuration.Https;
import io.sallyport.app.load.Edges;
import io.sallyport.app.report.ProblemText;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.edge.tls.CertificateFiles;
import io.sallyport.edge.tls.Replacement;
import io.sallyport.edge.tls.ServerCertificate;
import io.sallyport.edge.tls.ServerTls;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The certificates of the HTTPS listener while it runs. Each is read again on its own: one that
 * cannot be used keeps its predecessor in force, and neither another certificate nor a definition
 * holds up one that is renewed.
 */
final class Certificates {

  private final Optional<ServerTls> tls;
  private final PrintStream err;
  private volatile Https configured;

  Certificates(Optional<ServerTls> tls, Https configured, PrintStream err) {
    this.tls = tls;
    this.configured = configured;
    this.err = err;
  }

  /** Puts in force what {@code later} names, where it can be used; adds a problem where not. */
  synchronized void reload(Https later, Problems problems) {
    if (tls.isEmpty()) {
      return;
    }
    configured = later;
    replace(tls.get()).forEach(problems::add);
  }

  /** Reads the same files again, because one has changed; says what became of it. */
  synchronized void reload() {
    if (tls.isEmpty()) {
      return;
    }
    List<Problem> problems = replace(tls.get());
    if (!problems.isEmpty()) {
      err.println("certificates refused problems=" + problems.size() + ", the old ones stay");
      ProblemText.print(problems, err);
    }
  }

  /** Every file the certificates are read from; none while HTTPS is off. */
  List<Path> files() {
    return tls.isEmpty() ? List.of() : files(configured);
  }

  static List<Path> files(Https https) {
    List<Path> files = new ArrayList<>();
    for (CertificateFiles one : Edges.certificates(https)) {
      files.add(one.certificates());
      files.add(one.key());
      if (one.ocspResponse() != null) {
        files.add(one.ocspResponse());
      }
    }
    return files;
  }

  List<ServerCertificate> inForce() {
    return tls.map(ServerTls::certificates).orElse(List.of());
  }

  /** The seconds until each certificate in force expires, by name; of two, the earlier. */
  Map<String, Double> expirySeconds() {
    Map<String, Double> seconds = new TreeMap<>();
    double now = System.currentTimeMillis() / 1e3;
    for (ServerCertificate one : inForce()) {
      seconds.merge(one.name(), one.expires().getEpochSecond() - now, Math::min);
    }
    return seconds;
  }

  private List<Problem> replace(ServerTls listener) {
    Https https = configured;
    Replacement replacement = listener.replace(Edges.certificates(https));
    for (ServerCertificate one : replacement.replaced()) {
      Instant expires = one.expires();
      err.println("reloaded certificate=" + one.name() + " expires=" + expires);
    }
    return replacement.problems().stream().map(found -> Edges.unusable(https, found)).toList();
  }
}
