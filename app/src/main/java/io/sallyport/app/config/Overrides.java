package io.sallyport.app.config;

import io.sallyport.app.config.Configuration.Admin;
import io.sallyport.app.config.Configuration.Certificate;
import io.sallyport.app.config.Configuration.Http;
import io.sallyport.app.config.Configuration.Https;
import io.sallyport.app.config.Configuration.Listeners;
import io.sallyport.app.config.Configuration.Mode;
import io.sallyport.app.config.Configuration.TemplateSettings;
import io.sallyport.app.config.Flags.PlainHttp;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the flags over the configuration and checks what comes of it. */
public final class Overrides {

  /** The place of a mistake in the flags. */
  public static final Location COMMAND_LINE = Location.of("command line");

  private Overrides() {}

  public static Configuration apply(Configuration file, Flags flags, Problems problems) {
    Listeners listeners = listeners(file.listeners(), flags);
    check(listeners, flags, problems);
    Mode mode = or(flags.mode(), file.mode());
    IssuersReader.check(file.issuers(), mode, listeners.admin(), problems);
    checkProcesses(file, mode, problems);
    Set<String> allowed = new HashSet<>(file.allowUnenforced());
    allowed.addAll(flags.allowUnenforced());
    return new Configuration(
        mode,
        file.region(),
        file.account(),
        listeners,
        file.apis(),
        file.endpoints(),
        file.upstreamTrust(),
        file.upstreamHttp2(),
        file.grpc(),
        file.webSocket(),
        file.openApi31(),
        file.jwtOnRest(),
        file.functions(),
        templates(file.templates(), flags),
        file.tokens(),
        file.authorizers(),
        file.processes(),
        file.accessLog(),
        file.executionLog(),
        file.limits(),
        file.drain(),
        allowed,
        file.issuers(),
        file.localIssuer());
  }

  private static TemplateSettings templates(TemplateSettings file, Flags flags) {
    Map<String, String> parameters = new HashMap<>(file.parameters());
    parameters.putAll(flags.parameters());
    return new TemplateSettings(parameters, file.imports(), file.files());
  }

  private static Listeners listeners(Listeners file, Flags flags) {
    Http http = file.http();
    Https https = file.https();
    return new Listeners(
        new Http(
            or(flags.bind(), http.bind()),
            or(flags.port(), http.port()),
            flags.bind() == null ? http.at() : COMMAND_LINE),
        new Https(
            or(flags.bind(), https.bind()),
            or(flags.tlsPort(), https.port()),
            first(https.first(), flags),
            https.more(),
            https.stapling(),
            flags.tlsPort() == null ? https.at() : COMMAND_LINE),
        new Admin(or(flags.adminPort(), file.admin().port())));
  }

  /** A certificate of the flags takes no OCSP response from the file: that is for another. */
  private static @Nullable Certificate first(@Nullable Certificate file, Flags flags) {
    if (flags.cert() == null && flags.key() == null) {
      return file;
    }
    if (file == null || flags.cert() != null) {
      Path key = flags.key() != null || file == null ? flags.key() : file.key();
      return new Certificate(flags.cert(), key, null, COMMAND_LINE);
    }
    return new Certificate(file.cert(), flags.key(), file.ocspResponse(), COMMAND_LINE);
  }

  /** Where the file itself says production, its reader has refused them. */
  private static void checkProcesses(Configuration file, Mode mode, Problems problems) {
    if (mode == Mode.PRODUCTION && file.mode() != mode && !file.processes().isEmpty()) {
      problems.error(
          "processes-in-production",
          file.processes().getFirst().at(),
          "`processes` run in mode `dev` only; start them by the means of your system");
    }
  }

  private static void check(Listeners listeners, Flags flags, Problems problems) {
    Http http = listeners.http();
    Https https = listeners.https();
    checkBind(http.bind(), http.at(), problems);
    if (!https.bind().equals(http.bind())) {
      checkBind(https.bind(), https.at(), problems);
    }
    checkPlainHttp(http, flags, problems);
    checkCertificate(https, problems);
    if (http.port().isOff() && https.port().isOff()) {
      problems.error(
          "no-listener", http.at(), "both HTTP and HTTPS are off, nothing would be served");
    }
  }

  private static void checkPlainHttp(Http http, Flags flags, Problems problems) {
    if (!http.port().isOff()
        && flags.plainHttp() == PlainHttp.LOOPBACK_ONLY
        && isBeyondLoopback(http.bind())) {
      problems.error(
          "plain-http-beyond-loopback",
          http.at(),
          "`"
              + http.bind()
              + "` would serve plain HTTP beyond this machine, which AWS never does: add"
              + " `--port off`, or `--plain-http-beyond-loopback` if that is what you want");
    }
  }

  private static void checkCertificate(Https https, Problems problems) {
    Certificate first = https.first();
    boolean incomplete =
        first == null ? https.more().isEmpty() : first.cert() == null || first.key() == null;
    if (!https.port().isOff() && incomplete) {
      problems.error(
          "no-certificate",
          https.at(),
          "HTTPS needs a certificate and its key: `--cert FILE --key FILE`, or"
              + " `listeners.https.cert` and `.key`");
    }
  }

  private static void checkBind(String bind, Location at, Problems problems) {
    if (address(bind) == null) {
      problems.error("wrong-value", at, "`" + bind + "` is no address of this machine to bind");
    }
  }

  private static boolean isBeyondLoopback(String bind) {
    InetAddress address = address(bind);
    return address != null && !address.isLoopbackAddress();
  }

  @SuppressWarnings("AddressSelection") // a literal address, or a name of this machine
  private static @Nullable InetAddress address(String bind) {
    try {
      return bind.isBlank() ? null : InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static <T> T or(@Nullable T flag, T otherwise) {
    return flag == null ? otherwise : flag;
  }
}
