package io.sallyport.app.command;

import io.sallyport.app.config.Configuration.Mode;
import io.sallyport.app.config.Flags;
import io.sallyport.app.config.Flags.PlainHttp;
import io.sallyport.app.config.Port;
import io.sallyport.app.gateway.Gateway;
import io.sallyport.app.gateway.Streams;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code up}: serves definitions until it is told to stop. */
@Command(
    name = "up",
    description = {
      "Serves API definitions. What cannot be enforced is refused, and then nothing starts.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Prints the routes and what is enforced, then one line that starts with `ready`.",
      "SIGHUP reads the files again, certificates too; SIGTERM and SIGINT let running requests end,"
          + " for at most `drain`.",
      "",
      "Examples:",
      "  sallyport up openapi.yaml",
      "  sallyport up openapi.yaml --port off --tls-port 8443 --cert cert.pem --key key.pem"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:drained after SIGTERM or SIGINT",
      "1:a bug",
      "2:a definition, the configuration or a flag was refused; nothing was bound",
      "3:an address cannot be bound"
    })
final class UpCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin DefinitionOptions definitions = new DefinitionOptions();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Where the data listeners listen (default: 127.0.0.1).")
  @Nullable String bind;

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = PortOf.class,
      description = "Plain HTTP (default: 8080); 0 for any free port, or off.")
  @Nullable Port port;

  @Option(
      names = "--tls-port",
      paramLabel = "N",
      converter = PortOf.class,
      description = "HTTPS (default: off); needs --cert and --key.")
  @Nullable Port tlsPort;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "The certificate and its chain, PEM; read again when it changes.")
  @Nullable Path cert;

  @Option(names = "--key", paramLabel = "FILE", description = "The certificate's private key, PEM.")
  @Nullable Path key;

  @Option(
      names = "--plain-http-beyond-loopback",
      description = "Let --bind carry plain HTTP beyond this machine; AWS serves HTTPS only.")
  boolean plainHttpBeyondLoopback;

  @Option(
      names = "--admin-port",
      paramLabel = "N",
      converter = PortOf.class,
      description =
          "Health, metrics and reload, always on 127.0.0.1 (default: 9901); 0 for any free port, or"
              + " off.")
  @Nullable Port adminPort;

  @Option(
      names = "--mode",
      paramLabel = "dev|production",
      converter = ModeOf.class,
      description = "dev watches the files and runs companion processes (default: dev).")
  @Nullable Mode mode;

  @Option(
      names = "--watch",
      negatable = true,
      description = "Reload when a file changes (default: in dev only).")
  @Nullable Boolean watch;

  @Override
  public Integer call() throws InterruptedException {
    return Gateway.up(Invocation.require(flags(), spec), Streams.system());
  }

  private Flags flags() {
    return new Flags(
        definitions.files,
        definitions.config,
        bind,
        port,
        tlsPort,
        cert,
        key,
        plainHttpBeyondLoopback ? PlainHttp.ANYWHERE : PlainHttp.LOOPBACK_ONLY,
        adminPort,
        definitions.type,
        definitions.stage,
        definitions.apiId,
        mode,
        watch,
        definitions.allowUnenforced,
        definitions.parameters);
  }

  private static final class PortOf implements ITypeConverter<Port> {
    @Override
    public Port convert(String value) {
      Port port = Port.parse(value);
      if (port == null) {
        throw new TypeConversionException(
            "expected a port from `0` to `65535` or `off`, found `" + value + "`");
      }
      return port;
    }
  }

  private static final class ModeOf extends ChoiceOf<Mode> {
    ModeOf() {
      super(Mode.class);
    }
  }
}
