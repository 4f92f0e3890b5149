"""Side by side: nginx, HAProxy and Sallyport as the same reverse proxy, and as one that verifies tokens; each on one core."""
import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

import callers
import functions
import load
import machine
import reload
import report
import targets

CASES = [("http", 64), ("http", 256), ("https", 64), ("h2", 256)]


def arguments():
    parser = argparse.ArgumentParser(prog="benchmarks/compare", description=__doc__)
    parser.add_argument("--part", choices=["compare", "callers", "functions"],
                        help="measure only the proxies, callers with tokens, or local functions")
    parser.add_argument("--quick", action="store_true", help="one short round, to see that everything runs; writes no docs")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a floor is missed")
    parser.add_argument("--rounds", type=int, default=9, help="interleaved rounds (default 9)")
    parser.add_argument("--seconds", type=int, default=4, help="length of one sample (default 4)")
    parser.add_argument("--warm-up", type=int, default=20, help="seconds of load on ours before measuring (default 20)")
    parser.add_argument("--tries", type=int, default=4, help="samples taken at most when strangers use CPU (default 4)")
    parser.add_argument("--patience", type=int, default=30, help="seconds to wait for a quiet machine before a sample (default 30)")
    parser.add_argument("--reloads", type=int, default=50, help="reloads under load (default 50)")
    parser.add_argument("--rate", type=int, default=1000, help="requests a second during reloads (default 1000)")
    parser.add_argument("--docs", default=str(targets.ROOT / "docs/performance.md"), help="file whose marked part is replaced")
    parser.add_argument("--json", help="also write every sample, to this name and `.<part>.json`")
    given = parser.parse_args()
    if given.quick:
        given.rounds, given.seconds, given.warm_up, given.tries, given.reloads, given.patience = 1, 2, 3, 1, 3, 0
    return given


def main():
    given = arguments()
    parts = {"compare": (proxies, report.floors, report.markdown), "callers": (with_tokens, lambda r: callers.floors(r["callers"]), callers.markdown),
             "functions": (with_functions, lambda r: functions.floors(r["functions"]), functions.markdown)}
    missed = []
    for name in [given.part] if given.part else parts:
        measure, floors, markdown = parts[name]
        results = measured(given, measure)
        if given.json:
            Path(given.json).with_suffix(f".{name}.json").write_text(json.dumps(results, indent=1))
        text = markdown(results)
        print(text)
        if not given.quick:
            report.write(Path(given.docs), text, name)
        missed += [floor for floor in floors(results) if not floor.kept]
    return 1 if missed and given.strict else 0


def measured(given, measure):
    """The results of one part; whatever it starts is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="compare-"))
    folder.chmod(0o755)
    running = []

    def keep(target):
        running.append(target)
        return target

    try:
        results = measure(given, folder, keep)
    finally:
        for target in reversed(running):
            target.stop()
    shutil.rmtree(folder, ignore_errors=True)
    return {"versions": targets.versions(), "rounds": given.rounds, "seconds": given.seconds, **results}


def with_tokens(given, folder, keep):
    return {"callers": callers.measure(given, folder, keep)}


def with_functions(given, folder, keep):
    return {"functions": functions.measure(given, folder, keep)}


def proxies(given, folder, keep):
    targets.certificate(folder)
    backend = keep(targets.backend(folder))
    start = starts(folder, backend, 1 if given.quick else 5, given.patience)
    nginx, haproxy = keep(targets.nginx(folder, backend)), keep(targets.haproxy(folder, backend))
    ours = targets.answering(keep(targets.sallyport(folder, backend)))
    logging = targets.answering(keep(targets.sallyport(folder, backend, "sallyport-log", access_log=True)))
    check([nginx, haproxy, ours, logging])
    for target in (ours, logging):
        warm_up(target, given.warm_up)
    loaded = rounds(given, backend, [nginx, haproxy, ours], logging)
    reloaded = reload.measure(folder, backend, ours, given.reloads, given.rate, given.tries, given.patience)
    return {"start": start, "load": loaded, "reload": {**reloaded, "rate": given.rate}}


def starts(folder, backend, times, patience):
    """Start to first 200 on two cores, without and with an HTTPS listener, and memory of the idle process five seconds later."""
    figures = {"seconds": [], "seconds_https": [], "rss": [], "pss": []}
    for number in range(2 * times):
        https = number % 2 == 1
        machine.await_quiet(patience)
        target = targets.sallyport(folder, backend, f"start-{number}", cores="0,1", https=https)
        try:
            targets.answering(target)
            time.sleep(5 if times > 1 else 1)
            figures["seconds_https" if https else "seconds"].append(target.seconds_to_first_answer)
            figures["rss"].append(machine.memory_megabytes(target.pid, "Rss"))
            figures["pss"].append(machine.memory_megabytes(target.pid, "Pss"))
        finally:
            target.stop()
    return figures


def check(proxies):
    for proxy in proxies:
        if not targets.answers_tls(proxy):
            raise SystemExit(f"{proxy.name} does not answer over TLS")


def warm_up(target, seconds):
    for scheme, connections in CASES:
        load.drive(target, scheme, connections, max(1, seconds // len(CASES)))


def rounds(given, backend, proxies, logging):
    samples = {f"{scheme} {connections}": {} for scheme, connections in CASES}
    for number in range(given.rounds):
        for scheme, connections in CASES:
            tested = proxies + ([logging] if (scheme, connections) == ("http", 64) else [])
            first = number % len(tested)  # nobody always follows the same neighbour
            for proxy in tested[first:] + tested[:first]:
                taken = load.sample(proxy, backend, scheme, connections, given.seconds, given.tries, given.patience)
                samples[f"{scheme} {connections}"].setdefault(proxy.name, []).append(taken)
                print(f"round {number + 1} {scheme} {connections} {proxy.name}: {taken['rps']:.0f} req/s, {taken['cpu']:.1f} µs, "
                      f"p99 {taken['p99']:.2f} ms, foreign {taken['foreign']:.2f}, try {taken['tries']}, failed {taken['failed']}",
                      file=sys.stderr, flush=True)
    return samples


if __name__ == "__main__":
    sys.exit(main())
