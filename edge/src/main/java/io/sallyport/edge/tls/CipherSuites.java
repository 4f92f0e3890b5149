package io.sallyport.edge.tls;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * The cipher suites that a connection of HTTP/2 must not have: those of TLS 1.2 without ephemeral
 * keys or without authenticated encryption, RFC 9113 section 9.2.2 and appendix A.
 */
public final class CipherSuites {

  private CipherSuites() {}

  /** The suite of a connection that HTTP/2 must not have; null when it has another, or no TLS. */
  public static @Nullable String forbiddenForHttp2(ChannelPipeline pipeline) {
    SslHandler tls = pipeline.get(SslHandler.class);
    if (tls == null) {
      return null;
    }
    String suite = tls.engine().getSession().getCipherSuite();
    return forbiddenForHttp2(suite) ? suite : null;
  }

  /**
   * Whether HTTP/2 forbids a suite. A name that says neither way is forbidden.
   *
   * @param suite its name in the IANA registry
   */
  public static boolean forbiddenForHttp2(String suite) {
    boolean tls13 = suite.startsWith("TLS_") && !suite.contains("_WITH_");
    boolean ephemeral = suite.startsWith("TLS_ECDHE_") || suite.startsWith("TLS_DHE_");
    boolean authenticated =
        suite.contains("_GCM_") || suite.contains("_CCM") || suite.contains("_CHACHA20_POLY1305");
    return !tls13 && !(ephemeral && authenticated);
  }
}
