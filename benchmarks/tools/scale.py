"""Large estates: start and memory of 10,000 routes and of 1,000 APIs, reloads of a large API and swaps of a certificate under load."""
import argparse
import datetime
import http.client
import json
import os
import re
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import estates
import machine
import reload
import report
import targets

PARTS = ["start", "memory", "metrics", "reload-100", "reload-10000", "swap", "router"]


def arguments():
    parser = argparse.ArgumentParser(prog="benchmarks/scale", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round of everything; writes no docs")
    parser.add_argument("--only", action="append", choices=PARTS, help="repeatable; this part alone; writes no docs")
    parser.add_argument("--starts", type=int, default=5, help="starts of each estate (default 5)")
    parser.add_argument("--reloads", type=int, default=200, help="reloads of the API of 100 routes (default 200)")
    parser.add_argument("--swaps", type=int, default=50, help="swaps of the certificate (default 50)")
    parser.add_argument("--rate", type=int, default=1000, help="requests a second during reloads and swaps (default 1000)")
    parser.add_argument("--patience", type=int, default=30, help="seconds to wait for a quiet machine before each sample (default 30)")
    parser.add_argument("--options", default="", help="more options for the Java virtual machine, to compare")
    parser.add_argument("--docs", default=str(targets.ROOT / "docs/performance.md"), help="file whose marked part is replaced")
    given = parser.parse_args()
    if given.quick:
        given.starts, given.reloads, given.swaps, given.patience = 1, 10, 5, 0
    given.partial = given.quick or given.only is not None
    given.only = given.only or PARTS
    return given


def main():
    given = arguments()
    folder = Path(tempfile.mkdtemp(prefix="scale-"))
    folder.chmod(0o755)
    backend = targets.backend(folder)
    try:
        results = measure(given, folder, backend)
    finally:
        backend.stop()
        shutil.rmtree(folder, ignore_errors=True)
    text = markdown(given, results)
    print(text)
    if not given.partial:
        report.write(Path(given.docs), text, "scale")


def measure(given, folder, backend):
    made = definitions(folder, backend.plain_port)
    results = {}
    if "start" in given.only:
        results["start"] = {name: starts(given, folder, words) for name, words in made.items()}
    if "memory" in given.only:
        results["memory"] = {name: heap_after_collection(given, folder, made[name]) for name in ("10 routes", "10,000 routes, JSON")}
    if "metrics" in given.only:
        results["metrics"] = metrics(given, folder, made["10,000 routes, JSON"])
    if "reload-100" in given.only:
        results["reload-100"] = reloads(given, folder, backend, 100, given.reloads)
    if "reload-10000" in given.only:
        results["reload-10000"] = reloads(given, folder, backend, 10_000, 1)
    if "swap" in given.only:
        results["swap"] = swaps(given, folder, backend)
    if "router" in given.only:
        results["router"] = router(given, folder)
    return results


def definitions(folder, port):
    """The arguments that serve each estate, by its name."""
    made = {}
    for name, routes, file in (("10 routes", 10, "ten.json"), ("10,000 routes, JSON", 10_000, "estate.json"), ("10,000 routes, YAML", 10_000, "estate.yaml")):
        made[name] = serve(estates.write(folder / file, estates.estate(routes, port)))
    home = folder / "many"
    home.mkdir()
    made["1,000 APIs of 20 routes"] = ["--config", estates.many(home, 1000, 20, port)]
    return made


def serve(file):
    return [file, "--type", "rest", "--stage", "x", "--api-id", "estate0000"]


def starts(given, folder, words):
    """Start to `ready` in the product's own words, the CPU it took, and memory five seconds later."""
    samples = []
    for _ in range(given.starts):
        machine.await_quiet(given.patience)
        before, began = machine.cores(), time.time()
        target = started(given, folder, words)
        spent, busy, elapsed = machine.cpu_seconds(target.pid), machine.busy_cores(before, machine.cores()), time.time() - began
        try:
            time.sleep(1 if given.quick else 5)
            samples.append({"ms": target.ready_ms, "cpu": spent, "foreign": max(0.0, sum(busy.values()) - spent / elapsed),
                            "rss": machine.memory_megabytes(target.pid, "Rss"), "pss": machine.memory_megabytes(target.pid, "Pss")})
        finally:
            target.stop()
    print(f"{words[0]}: {samples}", file=sys.stderr, flush=True)
    return samples


def started(given, folder, words, cores="0,1"):
    """A product that said `ready`, with the milliseconds it said."""
    (folder / "scale.out").unlink(missing_ok=True)
    target = targets.estate(folder, "scale", words, cores, given.options)
    until = time.time() + 120
    while time.time() < until and target.process.poll() is None:
        ready = re.search(r"^ready .* ms=(\d+)$", (folder / "scale.out").read_text(errors="replace"), re.MULTILINE)
        if ready:
            target.ready_ms = int(ready.group(1))
            return target
        time.sleep(0.02)
    raise SystemExit("the product does not start: " + (folder / "scale.out").read_text(errors="replace")[-500:])


def heap_after_collection(given, folder, words):
    """Bytes that live after a full collection, before any request."""
    target = started(given, folder, words)
    try:
        time.sleep(1)
        jcmd(target, "GC.run")
        used = re.findall(r"total \d+K, used (\d+)K", jcmd(target, "GC.heap_info"))
        return sum(map(int, used)) * 1024
    finally:
        target.stop()


def jcmd(target, *command):
    tool = Path(os.environ["JAVA_HOME"], "bin/jcmd")
    return subprocess.run([tool, str(target.pid), *command], check=True, capture_output=True, text=True).stdout


def metrics(given, folder, words):
    """Size and time of a scrape, before any request and after every readable route had one."""
    target = started(given, folder, words)
    try:
        idle = scrape(target)
        connection = http.client.HTTPConnection("127.0.0.1", target.plain_port, timeout=30)
        for index in estates.readable(10_000):
            connection.request("GET", estates.request_path(index, "x"))
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
        return {"idle": idle, "used": scrape(target), "rss": machine.memory_megabytes(target.pid, "Rss")}
    finally:
        target.stop()


def scrape(target):
    """The third scrape of three."""
    for _ in range(3):
        began = time.time()
        connection = http.client.HTTPConnection("127.0.0.1", target.admin_port, timeout=60)
        connection.request("GET", "/metrics")
        size = len(connection.getresponse().read())
        taken = time.time() - began
    return {"bytes": size, "ms": taken * 1000}


def reloads(given, folder, backend, routes, times):
    """An open loop over every readable route while the API is reloaded, one route of it changed each time."""
    home = folder / f"reload-{routes}"
    home.mkdir(exist_ok=True)
    file = estates.write(home / "estate.json", estates.estate(routes, backend.plain_port))
    paths = home / "paths"
    paths.write_text("".join(estates.request_path(index, "x") + "\n" for index in estates.readable(routes)))

    def rewrite(number):
        estates.write(file, estates.estate(routes, backend.plain_port, generation=number + 1))

    log = home / "gc.log"
    given = argparse.Namespace(**{**vars(given), "options": f"{given.options} -Xlog:gc*:file={log}"})
    target = started(given, folder, serve(file))
    try:
        rewrite(1_000_000)  # so that a first reload, and what it loads, lies in every product's past
        reload.reload(target)
        machine.await_quiet(given.patience)
        taken = reload.once(home, backend, target, times, given.rate, f"@{paths}", rewrite)
        rss = machine.memory_megabytes(target.pid, "Rss")
    finally:
        target.stop()
    result = {**taken, "rss": rss, "pauses": pauses(log), "routes": routes, "rate": given.rate}
    print({key: value for key, value in result.items() if key != "reload_ms"}, file=sys.stderr, flush=True)
    return result


def swaps(given, folder, backend):
    """The open loop over HTTPS, with handshakes all the while, as the listener's certificate is replaced; each time it is asked which one is served."""
    issued = []
    for _ in range(given.swaps + 1):
        targets.certificate(folder)
        issued.append(((folder / "server.crt").read_text(), (folder / "server.key").read_text()))
    target = targets.answering(targets.sallyport(folder, backend, name="swap", cores="0,1"))
    stale = 0

    def replace(number):
        nonlocal stale
        stale += number > 0 and served(target) != issued[number - 1][0]
        (folder / "server.crt").write_text(issued[number][0])
        (folder / "server.key").write_text(issued[number][1])

    try:
        machine.await_quiet(given.patience)
        taken = reload.once(folder, backend, target, given.swaps, given.rate, rewrite=replace, origin=f"https://127.0.0.1:{target.tls_port}")
        stale += served(target) != issued[given.swaps - 1][0]
    finally:
        target.stop()
    print({key: value for key, value in taken.items() if key != "reload_ms"}, file=sys.stderr, flush=True)
    return {**taken, "stale": stale, "rate": given.rate}


def served(target):
    return ssl.get_server_certificate(("127.0.0.1", target.tls_port))


def pauses(log):
    """Milliseconds of each collection's pause."""
    found = re.findall(r"Pause (Young|Full).*? ([\d.]+)ms$", log.read_text(), re.MULTILINE)
    return {kind: [float(ms) for name, ms in found if name == kind] for kind in ("Young", "Full")}


def router(given, folder):
    """Nanoseconds to find the route of a request, another one at each call, by the number of routes."""
    file = folder / "router.json"
    subprocess.run([str(targets.BENCHMARKS / "jmh"), "RouterBenchmark", "-p", "type=REST", "-p", "routes=10,10000", "-f", "1", "-wi", "3", "-w", "1",
                    "-i", "3" if given.quick else "5", "-r", "1", "-rf", "json", "-rff", str(file)], check=True, stdout=sys.stderr)
    return {int(run["params"]["routes"]): run["primaryMetric"]["score"] for run in json.loads(file.read_text())}


def median(samples, key):
    return statistics.median(sample[key] for sample in samples)


def floors(given, results):
    held = []
    start = results.get("start", {})
    if start:
        one, small, many = start["10,000 routes, JSON"], start["10 routes"], start["1,000 APIs of 20 routes"]
        noisy = lambda samples: all(sample["foreign"] >= 0.10 for sample in samples)
        held.append(report.Floor("10,000 routes compiled: start, less that of 10 routes", (median(one, "ms") - median(small, "ms")) / 1000, 2, "s", disturbed=noisy(one)))
        held.append(report.Floor("1,000 APIs of 20 routes: start to `ready`", median(many, "ms") / 1000, 5, "s", disturbed=noisy(many)))
        held.append(report.Floor("1,000 APIs of 20 routes: RSS", median(many, "rss"), 300, "MB"))
    for name, limit in (("reload-100", 50), ("reload-10000", 100)):
        if name in results:
            taken = results[name]
            what = f"{taken['reloads']} reload{'s' if taken['reloads'] > 1 else ''} of {taken['routes']:,} routes at {taken['rate']} requests/s: "
            held.append(report.Floor(what + "failed requests", taken["failed"], 0, ""))
            held.append(report.Floor(what + "refused reloads", taken["refused_reloads"], 0, ""))
            held.append(report.Floor(what + "slowest request", taken["max_ms"], limit, "ms", disturbed=taken["foreign"] >= 0.10))
    if "swap" in results:
        taken = results["swap"]
        what = f"{taken['reloads']} swaps of the certificate at {taken['rate']} requests/s: "
        held.append(report.Floor(what + "failed requests", taken["failed"], 0, ""))
        held.append(report.Floor(what + "refused reloads, or an old certificate served after one", taken["refused_reloads"] + taken["stale"], 0, ""))
    if "router" in results:
        held.append(report.Floor("a random route of 10,000, more than of 10 (JMH)", results["router"][10_000] - results["router"][10], 300, "ns"))
    return held


def markdown(given, results):
    lines = [f"Taken on {datetime.date.today().isoformat()} by `benchmarks/scale`: {machine.description()}. Definitions: `benchmarks/tools/estates.py`.", ""]
    if "start" in results:
        lines += ["| estate | start to `ready` | CPU | RSS | PSS | foreign CPU |", "| --- | --- | --- | --- | --- | --- |"]
        for name, samples in results["start"].items():
            lines.append(f"| {name} | {median(samples, 'ms') / 1000:.2f} s | {median(samples, 'cpu'):.2f} s | {median(samples, 'rss'):.0f} MB | "
                         f"{median(samples, 'pss'):.0f} MB | {median(samples, 'foreign'):.2f} core |")
        lines.append("")
    lines += ["| what | measured |", "| --- | --- |"]
    if "memory" in results:
        small, large = results["memory"]["10 routes"], results["memory"]["10,000 routes, JSON"]
        lines.append(f"| memory of a route: live heap of 10,000 routes, less that of 10 | {(large - small) / 9990:.0f} bytes |")
        lines.append(f"| live heap of 10,000 routes | {large / 1048576:.1f} MB |")
    if "metrics" in results:
        for key, what in (("idle", "before any request"), ("used", "after 5,000 of the routes had one")):
            taken = results["metrics"][key]
            lines.append(f"| `/metrics` of 10,000 routes {what} | {taken['bytes'] / 1048576:.1f} MB in {taken['ms']:.0f} ms |")
    for name in ("reload-100", "reload-10000"):
        if name in results:
            lines.append(reload_row(results[name]))
    if "swap" in results:
        lines.append(swap_row(results["swap"]))
    if "router" in results:
        lines += [f"| route selection, {routes:,} routes, another at each call (JMH) | {nanos:.0f} ns |" for routes, nanos in sorted(results["router"].items())]
    lines += ["", "| | what | measured | floor |", "| --- | --- | --- | --- |"]
    lines += [floor.row() for floor in floors(given, results)]
    return "\n".join(lines) + "\n"


def reload_row(taken):
    young, full = taken["pauses"]["Young"], taken["pauses"]["Full"]
    return (f"| {taken['reloads']} x {taken['routes']:,} routes reloaded, one a second, {taken['rate']} requests/s (open loop) | "
            f"{taken['failed']} of {taken['sent']} failed; p50 {taken['p50_ms']:.2f}, p99 {taken['p99_ms']:.2f}, p99.9 {taken['p999_ms']:.2f}, "
            f"slowest {taken['max_ms']:.1f} ms; a reload takes {statistics.median(taken['reload_ms']):.0f} ms; "
            f"longest young / full collection {max(young, default=0):.1f} / {max(full, default=0):.1f} ms; RSS {taken['rss']:.0f} MB; foreign CPU {taken['foreign']:.2f} core |")


def swap_row(taken):
    return (f"| {taken['reloads']} swaps of the listener's certificate, one a second, {taken['rate']} requests/s over HTTPS (open loop, 20 requests a connection) | "
            f"{taken['failed']} of {taken['sent']} failed; p50 {taken['p50_ms']:.2f}, p99 {taken['p99_ms']:.2f}, slowest {taken['max_ms']:.1f} ms; "
            f"foreign CPU {taken['foreign']:.2f} core |")


if __name__ == "__main__":
    main()
