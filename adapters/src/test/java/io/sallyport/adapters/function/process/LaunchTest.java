package io.sallyport.adapters.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.adapters.function.process.ProcessSettings.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process has of the program that starts it: an output, and nothing else. */
class LaunchTest {

  /** What a shell sets by itself. */
  private static final Set<String> SHELLS = Set.of("PWD", "OLDPWD", "SHLVL", "_");

  private static final String PATH = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");

  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", PATH, "MINE", "1");

  @TempDir private Path folder;

  @Test
  void givesAProcessNoVariableOfThisProgramsOwnEnvironment()
      throws IOException, InterruptedException {
    // Else there would be nothing to be found.
    assertThat(System.getenv().keySet())
        .anyMatch(name -> !SHELLS.contains(name) && !name.equals("PATH"));
    List<String> names = printed("env").lines().map(line -> line.replaceFirst("=.*", "")).toList();
    assertThat(names)
        .contains("PATH", "MINE")
        .allMatch(name -> SHELLS.contains(name) || Set.of("PATH", "MINE").contains(name));
  }

  @Test
  void givesAProcessNoInput() throws IOException, InterruptedException {
    assertThat(printed("readlink /proc/self/fd/0").strip()).isEqualTo("/dev/null");
  }

  @Test
  void runsNothingWhereTheGatewayEndsBeforeTheGuardKnows()
      throws IOException, InterruptedException {
    bootstrap("touch ran");
    try (BootstrapFiles none = new BootstrapFiles()) {
      Process process = Launch.builder(settings(), ENVIRONMENT, none).start();
      // As the system does for a gateway that is killed.
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void runsNothingOnceTheGatewayStops() throws IOException, InterruptedException {
    bootstrap("touch ran");
    Guard guard = new Guard();
    guard.close();
    try (BootstrapFiles none = new BootstrapFiles()) {
      assertThatThrownBy(() -> Launch.start(settings(), ENVIRONMENT, none, guard))
          .isInstanceOf(IOException.class)
          .hasMessage("the gateway stops");
    }
    Thread.sleep(300);
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void saysWhichVariableCannotBeGivenAndNotItsValue() throws IOException {
    bootstrap("true");
    try (BootstrapFiles none = new BootstrapFiles()) {
      assertThatThrownBy(
              () -> Launch.builder(settings(), Map.of("PATH", PATH, "KEY", "sec\0ret"), none))
          .isInstanceOf(IOException.class)
          .hasMessage("the value of `KEY` has a NUL character");
    }
  }

  private String printed(String command) throws IOException, InterruptedException {
    bootstrap(command);
    try (BootstrapFiles none = new BootstrapFiles();
        Guard guard = new Guard()) {
      Process process = Launch.start(settings(), ENVIRONMENT, none, guard);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void bootstrap(String command) throws IOException {
    Path bootstrap = folder.resolve("bootstrap");
    Files.writeString(bootstrap, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private ProcessSettings settings() {
    Duration time = Duration.ofSeconds(10);
    return new ProcessSettings(
        LambdaRuntime.PROVIDED,
        folder,
        List.of(),
        "",
        Map.of(),
        time,
        128,
        1,
        1,
        time,
        Credentials.NONE);
  }
}
