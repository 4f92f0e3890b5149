package io.sallyport.edge;

import io.netty.handler.ssl.OpenSsl;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.core.pipeline.Times;
import io.sallyport.edge.tls.CertificateFiles;
import io.sallyport.edge.tls.ServerTls;
import io.sallyport.edge.tls.Stapling;
import io.sallyport.edge.tls.TlsProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Serves one request over HTTPS from an endpoint over HTTPS, and says how that went. */
final class JdkTls {

  private JdkTls() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] folder) throws Exception {
    Certificates local = Certificates.make(Path.of(folder[0]), "local", "dns:localhost");
    try (FakeUpstream upstream = local.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Gateway gateway =
            Gateway.to(new Endpoint("localhost", upstream.port(), true, Verification.FULL))
                .trusted(local.certificate())
                .tls(new EdgeSettings.Tls(0, local.certificate(), local.key()))
                .start();
        RawClient client =
            new RawClient(
                local
                    .context()
                    .getSocketFactory()
                    .createSocket(
                        "127.0.0.1", Objects.requireNonNull(gateway.bound.https()).getPort()))) {
      RawClient.Reply reply = client.get("/").reply();
      System.out.print(
          "BoringSSL: "
              + OpenSsl.isAvailable()
              + ", answer: "
              + reply.status()
              + " "
              + reply.text()
              + ", stapling: "
              + stapling(local)
              + "\n");
    }
  }

  private static String stapling(Certificates local) {
    try (ServerTls _ =
        ServerTls.open(
            List.of(new CertificateFiles(local.certificate(), local.key(), null)),
            Stapling.FETCH,
            1,
            Times.SYSTEM)) {
      return "accepted";
    } catch (TlsProblem e) {
      return "refused";
    }
  }
}
