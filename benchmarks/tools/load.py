"""One load sample: wrk against a proxy, with the CPU the proxy spent and the CPU that strangers spent meanwhile."""
import re
import subprocess
import time

import machine

FOREIGN_CORES = 0.08
PATH = "/x/orders/42?limit=10&q=abc"
HEADERS = ["User-Agent: bench/1.0", "Accept: application/json", "Accept-Encoding: gzip, br", "X-Correlation-Id: 5f2c"]
UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


def url(target, scheme):
    port = target.tls_port if scheme == "https" else target.plain_port
    return f"{scheme}://127.0.0.1:{port}{PATH}"


def sample(target, backend, scheme, connections, seconds, tries, patience):
    """The least disturbed of at most `tries` samples; the first one below the threshold ends the search."""
    best = None
    for number in range(1, tries + 1):
        machine.await_quiet(patience)
        taken = once(target, backend, scheme, connections, seconds)
        if best is None or taken["foreign"] < best["foreign"]:
            best = taken
        best["tries"] = number
        if best["foreign"] < FOREIGN_CORES:
            break
    return best


def once(target, backend, scheme, connections, seconds):
    cpu, others, own = machine.cpu_seconds(target.pid), machine.cpu_seconds(backend.pid), machine.children_seconds()
    cores, started = machine.cores(), time.time()
    output = wrk(url(target, scheme), connections, seconds)
    spent = machine.cpu_seconds(target.pid) - cpu
    busy, elapsed = machine.busy_cores(cores, machine.cores()), time.time() - started
    known = spent + machine.cpu_seconds(backend.pid) - others + machine.children_seconds() - own
    requests = int(re.search(r"(\d+) requests in", output).group(1))
    errors = re.search(r"Non-2xx.*: (\d+)", output)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    failed = (int(errors.group(1)) if errors else 0) + (sum(map(int, sockets.groups())) if sockets else 0)
    return {
        "rps": float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1)),
        "p50": percentile(output, 50),
        "p99": percentile(output, 99),
        "cpu": spent * 1e6 / max(requests, 1),
        "pss": machine.memory_megabytes(target.pid, "Pss"),
        "foreign": max(0.0, sum(busy.values()) - known / elapsed),
        "failed": failed,
    }


def wrk(address, connections, seconds):
    command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    for header in HEADERS:
        command += ["-H", header]
    return subprocess.run(command + [address], capture_output=True, text=True, check=True).stdout


def percentile(output, rank):
    match = re.search(rf"\s{rank}%\s+([\d.]+)(us|ms|s|m)", output)
    return float(match.group(1)) * UNITS[match.group(2)]
