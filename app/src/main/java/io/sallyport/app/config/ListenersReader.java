package io.sallyport.app.config;

import io.sallyport.app.config.Configuration.Admin;
import io.sallyport.app.config.Configuration.Certificate;
import io.sallyport.app.config.Configuration.Http;
import io.sallyport.app.config.Configuration.Https;
import io.sallyport.app.config.Configuration.Listeners;
import io.sallyport.edge.tls.Stapling;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code listeners}. */
final class ListenersReader {

  private static final String LOOPBACK = "127.0.0.1";

  private ListenersReader() {}

  static Listeners read(Section root) {
    Section listeners = root.section("listeners", "`listeners`", "http", "https", "admin");
    Section http = listeners.section("http", "`listeners.http`", "bind", "port");
    String bind = http.text("bind", LOOPBACK);
    return new Listeners(
        new Http(bind, http.port("port", new Port(8080)), http.at("bind")),
        https(listeners, bind),
        admin(listeners.section("admin", "`listeners.admin`", "bind", "port")));
  }

  /** HTTPS listens where plain HTTP does unless told otherwise. */
  private static Https https(Section listeners, String bind) {
    Section https =
        listeners.section(
            "https",
            "`listeners.https`",
            "bind",
            "port",
            "cert",
            "key",
            "ocspResponse",
            "certificates",
            "stapling");
    boolean named = https.has("cert") || https.has("key") || https.has("ocspResponse");
    List<Certificate> more = new ArrayList<>();
    for (Section one :
        https.sections(
            "certificates", "`listeners.https.certificates`", "cert", "key", "ocspResponse")) {
      one.required("cert");
      one.required("key");
      more.add(certificate(one));
    }
    return new Https(
        https.text("bind", bind),
        https.port("port", Port.OFF),
        named ? certificate(https) : null,
        more,
        https.choice("stapling", Stapling.OFF),
        https.at());
  }

  private static Certificate certificate(Section section) {
    return new Certificate(
        section.path("cert"), section.path("key"), section.path("ocspResponse"), section.at());
  }

  private static Admin admin(Section admin) {
    if (!admin.text("bind", LOOPBACK).equals(LOOPBACK)) {
      admin
          .reader()
          .error("wrong-value", admin.at("bind"), "the admin listener binds `127.0.0.1` only");
    }
    return new Admin(admin.port("port", new Port(9901)));
  }
}
