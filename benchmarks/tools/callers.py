"""Callers with tokens: HAProxy, Spring Cloud Gateway and Sallyport verify the same RS256 token, each on one core, each but Spring's with a log."""
import os
import subprocess
import sys

import load
import report
import targets
import tokens

CONNECTIONS = 64
MOST_WARM_UPS = 20
OPEN, CACHED, CORRETTO, JDK = "sallyport open", "sallyport, token cached", "sallyport, verified by Corretto", "sallyport, verified by the JDK"
HAPROXY, SPRING = "haproxy jwt_verify", "spring cloud gateway"


def measure(given, folder, keep):
    """Samples by proxy, in rounds of rotated order."""
    home = folder / "callers"
    home.mkdir()
    home.chmod(0o755)
    token = tokens.make(home)
    headers = [f"Authorization: Bearer {token}"]
    backend = keep(targets.backend(home))
    proxies = [
        keep(haproxy(home, backend)),
        keep(ours(home, backend, OPEN, [])),
        keep(ours(home, backend, CACHED, ["tokenCache: on"])),
        keep(ours(home, backend, CORRETTO, ["tokenCache: off", "cryptoProvider: corretto"])),
        keep(ours(home, backend, JDK, ["tokenCache: off", "cryptoProvider: jdk"])),
        keep(spring(home, backend)),
    ]
    for proxy in proxies:
        targets.answering(proxy, headers=headers)
        refuses(proxy, token)
    for proxy in proxies[1:]:
        warm_up(proxy, max(1, given.warm_up // 2), headers)
    samples = {}
    for number in range(given.rounds):
        first = number % len(proxies)  # nobody always follows the same neighbour
        for proxy in proxies[first:] + proxies[:first]:
            taken = load.sample(proxy, backend, "http", CONNECTIONS, given.seconds, given.tries, given.patience, headers)
            samples.setdefault(proxy.name, []).append(taken)
            print(f"round {number + 1} callers {proxy.name}: {taken['rps']:.0f} req/s, {taken['cpu']:.1f} µs, foreign {taken['foreign']:.2f}, "
                  f"try {taken['tries']}, failed {taken['failed']}", file=sys.stderr, flush=True)
    return {name: samples[name] for name in (proxy.name for proxy in proxies)}


def warm_up(proxy, seconds, headers):
    """Loads `proxy` until it gets no faster: one gateway's compiler is done in seconds, another's in minutes."""
    last = 0.0
    for _ in range(MOST_WARM_UPS):
        rps = load.drive(proxy, "http", CONNECTIONS, seconds, headers)["rps"]
        if rps < 1.03 * last:
            return
        last = rps


def refuses(proxy, token):
    """A comparison of proxies that let everybody in would prove nothing."""
    if proxy.name == OPEN:
        return
    tampered = token[:-6] + ("AAAAAA" if not token.endswith("AAAAAA") else "BBBBBB")
    for headers in ([], [f"Authorization: Bearer {tampered}"]):
        if targets.status(proxy, headers) != 401:
            raise SystemExit(f"{proxy.name} does not refuse a caller {'with a tampered token' if headers else 'without a token'}")


def haproxy(home, backend):
    port = targets.free_port()
    file = targets.fill("haproxy-jwt.cfg", home, backend_port=backend.plain_port, plain_port=port)
    return targets.Target(HAPROXY, targets.spawn("0", ["haproxy", "-f", file], home, "haproxy-access-log"), port)


def ours(home, backend, name, lines):
    folder = home / name.replace(" ", "-").replace(",", "")
    folder.mkdir()
    definition = targets.fill("callers.json", home, backend_port=backend.plain_port, security="" if name == OPEN else '{"tokens": []}')
    definition = definition.rename(folder / "callers.json")
    configuration = folder / "sallyport.yaml"
    issuer = ["issuers:", f"  '{tokens.ISSUER}':", f"    jwks: http://127.0.0.1:{backend.plain_port}/jwks.json"]
    configuration.write_text(targets.product_configuration(folder, True) + "\n".join([] if name == OPEN else issuer + lines) + "\n")
    port, admin = targets.free_port(), targets.free_port()
    command = [targets.LAUNCHER, "up", definition, "--config", configuration, "--mode", "production", "--port", port, "--admin-port", admin]
    return targets.Target(name, targets.spawn("0", command, folder, "out"), port, None, admin)


def spring(home, backend):
    peer = targets.BENCHMARKS / "peers/scg"
    built = subprocess.run([targets.ROOT / "mvnw", "-q", "-f", peer / "pom.xml", "package"], capture_output=True, text=True)
    if built.returncode != 0:
        raise SystemExit("spring cloud gateway was not built:\n" + built.stdout[-2000:])
    port = targets.free_port()
    command = [os.path.join(os.environ["JAVA_HOME"], "bin/java"), "-Xms512m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED",
               "--sun-misc-unsafe-memory-access=allow", "-jar", peer / "target/scg-1.jar", f"--server.port={port}",
               f"--peer.backend=http://127.0.0.1:{backend.plain_port}", f"--peer.jwks=http://127.0.0.1:{backend.plain_port}/jwks.json"]
    return targets.Target(SPRING, targets.spawn("0", command, home, "spring"), port)


def floors(samples):
    by = {name: report.clean(taken) for name, taken in samples.items()}
    rps, cpu = ({name: report.median(taken, key) for name, taken in by.items()} for key in ("rps", "cpu"))
    noisy = report.disturbed(samples)
    held = [
        report.Floor("token seen before: throughput, 2.2 x HAProxy", rps[CACHED], 2.2 * rps[HAPROXY], "req/s", at_most=False, disturbed=noisy),
        report.Floor("token seen before: throughput, 8 x Spring Cloud Gateway", rps[CACHED], 8 * rps[SPRING], "req/s", at_most=False, disturbed=noisy),
        report.Floor("token seen before: more CPU a request than our open route", cpu[CACHED] - cpu[OPEN], 1.5, "µs", disturbed=noisy),
        report.Floor("every token verified, Corretto: CPU a request, 1.1 x HAProxy (goal 0.95 x)", cpu[CORRETTO], 1.1 * cpu[HAPROXY], "µs", disturbed=noisy),
        report.Floor("every token verified, JDK: CPU a request, 1.35 x HAProxy", cpu[JDK], 1.35 * cpu[HAPROXY], "µs", disturbed=noisy),
    ]
    failed = sum(sample["failed"] for name, taken in samples.items() if name.startswith("sallyport") for sample in taken)
    return held + [report.Floor("failed requests in all load samples", failed, 0, "")]


def markdown(results):
    samples = results["callers"]
    lines = report.heading(results) + [
        f"### Callers with a token: RS256, {CONNECTIONS} connections", "",
        "One token of about 800 bytes; signature, issuer, audience and times are checked. \"Token cached\" has seen the token before "
        "(100 % hits: the best case); HAProxy and Spring Cloud Gateway verify every request, as ours does in the rows \"verified\". "
        "All write an access log but Spring Cloud Gateway.", "",
        "| gateway | req/s | x HAProxy | x Spring | CPU µs/request | x HAProxy | p50 ms | p99 ms | PSS MB | clean |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    peers = {name: report.clean(samples[name]) for name in (HAPROXY, SPRING)}
    for name, taken in samples.items():
        kept = report.clean(taken)
        rps, cpu = report.median(kept, "rps"), report.median(kept, "cpu")
        lines.append(f"| {name} | {rps:.0f} | {rps / report.median(peers[HAPROXY], 'rps'):.2f} | {rps / report.median(peers[SPRING], 'rps'):.2f} | "
                     f"{cpu:.1f} | {cpu / report.median(peers[HAPROXY], 'cpu'):.2f} | {report.median(kept, 'p50'):.2f} | {report.median(kept, 'p99'):.2f} | "
                     f"{report.median(kept, 'pss'):.0f} | {sum(s['foreign'] < 0.10 for s in taken)}/{len(taken)} |")
    return "\n".join(lines + [""] + report.floor_table(floors(samples))) + "\n"
