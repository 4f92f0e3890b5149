package io.sallyport.benchmarks.jmh;

import io.sallyport.core.authorizer.JwtAuthorizer;
import io.sallyport.core.authorizer.JwtRules;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.token.Cryptography;
import io.sallyport.core.token.Issuers;
import io.sallyport.core.token.KeyLocation;
import io.sallyport.core.token.Revocation;
import io.sallyport.core.token.TokenPlace;
import io.sallyport.core.token.TokenSettings;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A JWT authorizer on one RS256 token of a usual length: remembered, and verified each time by
 * either provider. The exchange is made anew each time, as for a request, and so is the text of the
 * header; {@code open} is the same without the authorizer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class JwtBenchmark {

  private static final String ISSUER = "https://idp.example";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final InetSocketAddress SOURCE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

  /** What verifies signatures. */
  public enum By {
    JDK,
    CORRETTO
  }

  @Param private By by = By.JDK;

  private final Ids ids = new Ids();
  private final LoopCaller caller = new LoopCaller();
  private byte[] header = {};
  private @Nullable JwtAuthorizer remembering;
  private @Nullable JwtAuthorizer verifying;

  /** Makes a key and a token, and proves that both authorizers let it through. */
  @Setup
  public void sign() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    header = ("Bearer " + token(pair)).getBytes(StandardCharsets.ISO_8859_1);
    remembering = authorizer((RSAPublicKey) pair.getPublic(), 1 << 20);
    verifying = authorizer((RSAPublicKey) pair.getPublic(), 0);
    for (JwtAuthorizer each : List.of(remembering, verifying)) {
      Exchange exchange = exchange();
      each.identify(exchange);
      if (exchange.identity() == null) {
        throw new IllegalStateException("the token is refused");
      }
    }
  }

  /** What making the exchange takes, to be taken off the others. */
  @Benchmark
  public Exchange open() {
    return exchange();
  }

  /** A token that was verified before. */
  @Benchmark
  public @Nullable Outcome<Verdict> hit() {
    return remembering == null ? null : remembering.identify(exchange());
  }

  /** A token whose signature is verified. */
  @Benchmark
  public @Nullable Outcome<Verdict> miss() {
    return verifying == null ? null : verifying.identify(exchange());
  }

  private Exchange exchange() {
    // A new text each time, as the edge makes one: its hash is not known yet.
    String authorization = new String(header, StandardCharsets.ISO_8859_1);
    HeaderList headers =
        HeaderList.of("Host", "api.example.com", "Authorization", authorization, "Accept", "*/*");
    Request request =
        new Request("GET", "/pets", null, "api.example.com", headers, Body.EMPTY, SOURCE, false);
    return new Exchange(request, caller, ids, Times.SYSTEM);
  }

  private JwtAuthorizer authorizer(RSAPublicKey key, long cacheBytes) {
    String jwks =
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"%s\",\"e\":\"%s\"}]}"
            .formatted(number(key.getModulus()), number(key.getPublicExponent()));
    Issuers issuers =
        new Issuers(
            (uri, timeout, limit, receiver) -> {},
            Times.SYSTEM,
            (nanos, task) -> {
              if (nanos == 0) {
                task.run();
              }
            },
            issuer -> new KeyLocation.Held(() -> Bytes.utf8(jwks)),
            new TokenSettings(TokenSettings.ASYMMETRIC, cacheBytes, Revocation.NONE),
            this::cryptography);
    JwtRules rules =
        new JwtRules(
            TokenPlace.parse("$request.header.Authorization").orElseThrow(),
            ISSUER,
            Set.of("pets"),
            List.of("pets:read"),
            TokenSettings.ASYMMETRIC,
            "digest");
    return new JwtAuthorizer(rules, issuers.openId(ISSUER), issuers);
  }

  private Cryptography cryptography() {
    if (by == By.JDK) {
      return Cryptography.JDK;
    }
    try {
      Class<?> type =
          Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
      return Cryptography.preferring((Provider) type.getField("INSTANCE").get(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the provider is not on the class path", e);
    }
  }

  private static String token(KeyPair pair) throws GeneralSecurityException {
    String claims =
        "{\"iss\":\""
            + ISSUER
            + "\",\"aud\":\"pets\",\"exp\":4102444800,\"iat\":1700000000,\"sub\":\"alice\",\"scope\":\"openid"
            + " profile pets:read\",\"jti\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"}";
    String signed =
        BASE64.encodeToString(utf8("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k\"}"))
            + "."
            + BASE64.encodeToString(utf8(claims));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(utf8(signed));
    return signed + "." + BASE64.encodeToString(signature.sign());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int zeros = bytes[0] == 0 ? 1 : 0;
    byte[] plain = new byte[bytes.length - zeros];
    System.arraycopy(bytes, zeros, plain, 0, plain.length);
    return BASE64.encodeToString(plain);
  }
}
