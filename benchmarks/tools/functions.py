"""A warm local function through the gateway beside the bare handler, one request at a time: what the way through it costs."""
import sys

import load
import report
import targets

BARE, THROUGH = "bare handler", "sallyport, local function"
CONNECTIONS = 1
LIMIT_MS = 2.0


def measure(given, folder, keep):
    home = folder / "functions"
    home.mkdir()
    bare, through = keep(handler(home)), keep(gateway(home))
    for target in (bare, through):
        targets.answering(target)
        load.drive(target, "http", CONNECTIONS, max(1, given.warm_up // 2))
    samples = {}
    for number in range(given.rounds):
        for target, other in [(bare, through), (through, bare)][:: 1 if number % 2 else -1]:
            taken = load.sample(target, other, "http", CONNECTIONS, given.seconds, given.tries, given.patience)
            samples.setdefault(target.name, []).append(taken)
            print(f"round {number + 1} functions {target.name}: p50 {taken['p50']:.3f} ms, p99 {taken['p99']:.3f} ms, "
                  f"foreign {taken['foreign']:.2f}, failed {taken['failed']}", file=sys.stderr, flush=True)
    return {name: samples[name] for name in (BARE, THROUGH)}


def handler(home):
    port = targets.free_port()
    command = ["node", targets.BENCHMARKS / "peers/function/bare.js", port]
    return targets.Target(BARE, targets.spawn("0,1", command, home, "bare"), port)


def gateway(home):
    definition = targets.fill("function.json", home)
    configuration = home / "sallyport.yaml"
    configuration.write_text("\n".join([
        "mode: production", "functions:", "  answer:", "    runtime: nodejs22.x", "    handler: index.handler",
        f"    code: {targets.BENCHMARKS / 'peers/function'}"]) + "\n")
    port, admin = targets.free_port(), targets.free_port()
    command = [targets.LAUNCHER, "up", definition, "--config", configuration, "--type", "rest", "--stage", "x",
               "--mode", "production", "--port", port, "--admin-port", admin]
    return targets.Target(THROUGH, targets.spawn("0,1", command, home, "gateway"), port, None, admin)


def floors(samples):
    by = {name: report.clean(taken) for name, taken in samples.items()}
    more = report.median(by[THROUGH], "p50") - report.median(by[BARE], "p50")
    failed = sum(sample["failed"] for sample in samples[THROUGH])
    return [
        report.Floor("warm local function: p50 over the bare handler's", more, LIMIT_MS, "ms", disturbed=report.disturbed(samples)),
        report.Floor("failed requests in all samples", failed, 0, ""),
    ]


def markdown(results):
    samples = results["functions"]
    lines = report.heading(results) + [
        "### Local functions: a Node handler, one request at a time", "",
        "\"Bare\" is the same handler behind Node's own HTTP server; the load, the handler and the gateway share both cores.", "",
        "| what | p50 ms | p99 ms | clean |", "| --- | --- | --- | --- |"]
    for name, taken in samples.items():
        kept = report.clean(taken)
        lines.append(f"| {name} | {report.median(kept, 'p50'):.3f} | {report.median(kept, 'p99'):.3f} | {sum(s['foreign'] < 0.10 for s in taken)}/{len(taken)} |")
    return "\n".join(lines + [""] + report.floor_table(floors(samples))) + "\n"
