"""Turns samples into tables, ratios and floors, and puts them into the docs."""
import datetime
import statistics
from pathlib import Path

import machine
import targets

OURS = "sallyport"


def median(samples, key):
    return statistics.median(sample[key] for sample in samples)


def clean(samples, threshold=0.10):
    """Undisturbed samples; all of them when none was, so that a noisy machine still gets a (marked) figure."""
    return [s for s in samples if s["foreign"] < threshold] or samples


class Floor:
    """One number the product is held to."""

    def __init__(self, what, actual, limit, unit, at_most=True, disturbed=False):
        self.what, self.actual, self.limit, self.unit, self.at_most = what, actual, limit, unit, at_most
        self.disturbed = disturbed

    @property
    def kept(self):
        return self.actual <= self.limit if self.at_most else self.actual >= self.limit

    def row(self):
        side = "at most" if self.at_most else "at least"
        return f"| {'PASS' if self.kept else 'MISS'} | {self.what} | {self.actual:.2f} {self.unit}{' (disturbed)' if self.disturbed else ''} | {side} {self.limit:.2f} {self.unit} |"


def disturbed(by_name):
    """Whether a proxy of a case has no undisturbed sample, so that the case proves nothing."""
    return any(all(s["foreign"] >= 0.10 for s in samples) for samples in by_name.values())


def floors(results):
    held = []
    for connections in (64, 256):
        by = {n: clean(s) for n, s in results["load"][f"http {connections}"].items()}
        noisy = disturbed(results["load"][f"http {connections}"])
        where = f"HTTP/1.1, {connections} connections: "
        dearer = max(median(by["nginx"], "cpu"), median(by["haproxy"], "cpu"))
        held.append(Floor(where + "CPU a request, 1.18 x the dearer peer", median(by[OURS], "cpu"), 1.18 * dearer, "µs", disturbed=noisy))
        for peer in ("nginx", "haproxy"):
            held.append(Floor(where + f"throughput, 0.85 x {peer}", median(by[OURS], "rps"),
                              0.85 * median(by[peer], "rps"), "req/s", at_most=False, disturbed=noisy))
        held.append(Floor(where + "p99, 1.5 x nginx", median(by[OURS], "p99"), 1.5 * median(by["nginx"], "p99"), "ms", disturbed=noisy))
    tls = {n: clean(s) for n, s in results["load"]["https 64"].items()}
    held.append(Floor("HTTPS in, 64 connections: CPU a request, 1.1 x HAProxy", median(tls[OURS], "cpu"),
                      1.1 * median(tls["haproxy"], "cpu"), "µs", disturbed=disturbed(results["load"]["https 64"])))
    h2 = {n: clean(s) for n, s in results["load"]["h2 256"].items()}
    held.append(Floor("HTTP/2 over TLS, 16 x 16 streams: throughput, 0.85 x nginx", median(h2[OURS], "rps"),
                      0.85 * median(h2["nginx"], "rps"), "req/s", at_most=False, disturbed=disturbed(results["load"]["h2 256"])))
    plain = {n: clean(s) for n, s in results["load"]["http 64"].items()}
    held.append(Floor("access log on: more CPU a request",
                      median(plain[OURS + "-log"], "cpu") - median(plain[OURS], "cpu"), 2.0, "µs", disturbed=disturbed(results["load"]["http 64"])))
    held.append(Floor("PSS at 256 connections", median(results["load"]["http 256"][OURS], "pss"), 300, "MB"))
    held.append(Floor("PSS after all of it, at 16 x 16 streams", median(results["load"]["h2 256"][OURS], "pss"), 300, "MB"))
    held.append(Floor("start to first 200, 2 cores", statistics.median(results["start"]["seconds"]), 0.6, "s"))
    held.append(Floor("idle RSS", statistics.median(results["start"]["rss"]), 150, "MB"))
    reload = results["reload"]
    held.append(Floor(f"{reload['reloads']} reloads under load: failed requests", reload["failed"], 0, ""))
    held.append(Floor(f"{reload['reloads']} reloads under load: refused reloads", reload["refused_reloads"], 0, ""))
    held.append(Floor(f"{reload['reloads']} reloads under load: slowest request", reload["max_ms"], 50, "ms",
                      disturbed=reload["foreign"] >= 0.10))
    failed = sum(s["failed"] for case in results["load"].values() for s in case[OURS])
    held.append(Floor("failed requests in all load samples", failed, 0, ""))
    return held


def heading(results):
    """When, where and with what the samples were taken."""
    day = datetime.date.today().isoformat()
    lines = [f"Taken on {day} by `benchmarks/compare`: {machine.description()}; "
             f"{results['rounds']} interleaved rounds of {results['seconds']} s, proxy on core 0, load and backend on core 1.", ""]
    lines += [f"- {name}: {version}" for name, version in results["versions"].items()]
    return lines + ["", "Configurations: `benchmarks/peers/`. Medians of the samples during which other processes used less than 0.10 core "
                    "(\"clean\" says how many those are; when there are none, all count). Differences under 10 % are noise.", ""]


def floor_table(held):
    return ["### Floors", "", "| | what | measured | floor |", "| --- | --- | --- | --- |", *(floor.row() for floor in held)]


def markdown(results):
    lines = heading(results)
    for case, by_name in results["load"].items():
        lines += table(case, by_name)
    lines += rest(results)
    return "\n".join(lines + [""] + floor_table(floors(results))) + "\n"


def table(case, by_name):
    scheme, connections = case.split()
    title = {"http": f"HTTP/1.1 in, {connections} connections", "https": f"HTTPS/1.1 in, {connections} connections",
             "h2": f"HTTP/2 over TLS in, 16 connections of {int(connections) // 16} streams"}[scheme]
    lines = [f"### {title}", "",
             "| proxy | req/s | x nginx | x HAProxy | CPU µs/request | x nginx | x HAProxy | p50 ms | p99 ms | PSS MB | clean |",
             "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    peers = {name: clean(by_name[name]) for name in ("nginx", "haproxy")}
    for name, samples in by_name.items():
        kept = clean(samples)
        undisturbed = sum(s["foreign"] < 0.10 for s in samples)
        ratio = lambda key: " | ".join(f"{median(kept, key) / median(peers[p], key):.2f}" for p in ("nginx", "haproxy"))
        lines.append(f"| {name} | {median(kept, 'rps'):.0f} | {ratio('rps')} | {median(kept, 'cpu'):.1f} | {ratio('cpu')} | "
                     f"{median(kept, 'p50'):.2f} | {median(kept, 'p99'):.2f} | {median(kept, 'pss'):.0f} | {undisturbed}/{len(samples)} |")
    return lines + [""]


def rest(results):
    start, reload = results["start"], results["reload"]
    return [
        "### Start, memory, reloads", "",
        "| what | measured |", "| --- | --- |",
        f"| start to first 200, 2 cores, median of {len(start['seconds'])} | {statistics.median(start['seconds']):.2f} s |",
        f"| the same with an HTTPS listener | {statistics.median(start['seconds_https']):.2f} s |",
        f"| RSS / PSS idle, after one request | {statistics.median(start['rss']):.0f} / {statistics.median(start['pss']):.0f} MB |",
        f"| {reload['reloads']} reloads, one a second, {reload['rate']} requests/s (open loop, from the moment a request is due) | "
        f"{reload['failed']} of {reload['sent']} failed; p50 {reload['p50_ms']:.2f}, p99 {reload['p99_ms']:.2f}, "
        f"p99.9 {reload['p999_ms']:.2f}, slowest {reload['max_ms']:.2f} ms; foreign CPU {reload['foreign']:.2f} core |",
    ]


def write(file: Path, text, part):
    """Replaces what is between the markers of `part`; a file without them gets them at its end."""
    begin, end = f"<!-- {part}:begin -->", f"<!-- {part}:end -->"
    old = file.read_text() if file.exists() else "# Performance\n\n"
    if begin not in old:
        old = old.rstrip("\n") + f"\n\n{begin}\n{end}\n"
    before, after = old.split(begin)[0], old.split(end)[1]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{before}{begin}\n{text}{end}{after}")
