"""One load sample: wrk, or h2load for HTTP/2, against a proxy, with the CPU the proxy spent and the CPU that strangers spent meanwhile."""
import re
import subprocess
import tempfile
import time

import machine

FOREIGN_CORES = 0.08
H2_CONNECTIONS = 16
PATH = "/x/orders/42?limit=10&q=abc"
HEADERS = ["User-Agent: bench/1.0", "Accept: application/json", "Accept-Encoding: gzip, br", "X-Correlation-Id: 5f2c"]
UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


def url(target, scheme):
    if scheme == "http":
        return f"http://127.0.0.1:{target.plain_port}{PATH}"
    return f"https://127.0.0.1:{target.tls_port}{PATH}"


def sample(target, backend, scheme, connections, seconds, tries, patience, headers=()):
    """The least disturbed of at most `tries` samples; the first one below the threshold ends the search."""
    best = None
    for number in range(1, tries + 1):
        machine.await_quiet(patience)
        taken = once(target, backend, scheme, connections, seconds, headers)
        if best is None or taken["foreign"] < best["foreign"]:
            best = taken
        best["tries"] = number
        if best["foreign"] < FOREIGN_CORES:
            break
    return best


def once(target, backend, scheme, connections, seconds, headers):
    cpu, others, own = machine.cpu_seconds(target.pid), machine.cpu_seconds(backend.pid), machine.children_seconds()
    cores, started = machine.cores(), time.time()
    seen = drive(target, scheme, connections, seconds, headers)
    spent = machine.cpu_seconds(target.pid) - cpu
    busy, elapsed = machine.busy_cores(cores, machine.cores()), time.time() - started
    known = spent + machine.cpu_seconds(backend.pid) - others + machine.children_seconds() - own
    return {
        **seen,
        "cpu": spent * 1e6 / max(seen["requests"], 1),
        "pss": machine.memory_megabytes(target.pid, "Pss"),
        "foreign": max(0.0, sum(busy.values()) - known / elapsed),
    }


def drive(target, scheme, connections, seconds, headers=()):
    """Loads `target` and says what was seen of it; `h2` is HTTP/2 over TLS, `connections` the streams of 16 connections."""
    address = url(target, scheme)
    fields = [*HEADERS, *headers]
    return h2load(address, connections, seconds, fields) if scheme == "h2" else from_wrk(wrk(address, connections, seconds, fields))


def from_wrk(output):
    errors = re.search(r"Non-2xx.*: (\d+)", output)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    return {
        "requests": int(re.search(r"(\d+) requests in", output).group(1)),
        "rps": float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1)),
        "p50": percentile(output, 50),
        "p99": percentile(output, 99),
        "failed": (int(errors.group(1)) if errors else 0) + (sum(map(int, sockets.groups())) if sockets else 0),
    }


def h2load(address, streams, seconds, fields):
    command = ["taskset", "-c", "1", "h2load", "-t1", f"-c{H2_CONNECTIONS}", f"-m{streams // H2_CONNECTIONS}", f"-D{seconds}"]
    for header in fields:
        command += ["-H", header]
    with tempfile.NamedTemporaryFile() as log:
        output = subprocess.run(command + ["--log-file", log.name, address], capture_output=True, text=True, check=True).stdout
        times = sorted(int(line.split(b"\t")[2]) for line in log)
    done, failed, errored, late = map(int, re.search(
        r"(\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout", output).groups())
    return {
        "requests": done,
        "rps": float(re.search(r"finished in [\d.]+s, ([\d.]+) req/s", output).group(1)),
        "p50": times[len(times) // 2] / 1000 if times else 0,
        "p99": times[len(times) * 99 // 100] / 1000 if times else 0,
        "failed": failed + errored + late,
    }


def wrk(address, connections, seconds, fields):
    command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    for header in fields:
        command += ["-H", header]
    return subprocess.run(command + [address], capture_output=True, text=True, check=True).stdout


def percentile(output, rank):
    match = re.search(rf"\s{rank}%\s+([\d.]+)(us|ms|s|m)", output)
    return float(match.group(1)) * UNITS[match.group(2)]
