"""Reloads under load: an open-loop load at a fixed rate while the definition is rewritten and reloaded once a second."""
import http.client
import json
import os
import subprocess
import time

import load
import machine
import targets

GENERATOR = targets.BENCHMARKS / "src/main/java/io/sallyport/benchmarks/load/OpenLoop.java"


def measure(folder, backend, product, reloads, rate, tries, patience):
    """The least disturbed of at most `tries` runs."""
    best = None
    for _ in range(tries):
        machine.await_quiet(patience)
        taken = once(folder, backend, product, reloads, rate)
        if best is None or (taken["failed"], taken["max_ms"]) < (best["failed"], best["max_ms"]):
            best = taken
        if best["failed"] == 0 and best["max_ms"] <= 50:
            break
    return best


def once(folder, backend, product, reloads, rate, path=load.PATH, rewrite=None, origin=None):
    """`path` is what is called, or `@FILE` with a path on each line; `rewrite(number)` changes what is read again, by default the definition."""
    rewrite = rewrite or (lambda number: targets.definition(folder / product.name, backend, generation=number + 1))
    before, started = machine.cores(), time.time()
    spent = machine.cpu_seconds(product.pid) + machine.cpu_seconds(backend.pid) + machine.children_seconds()
    generator = subprocess.Popen(command(origin or f"http://127.0.0.1:{product.plain_port}", rate, reloads + 3, path), stdout=subprocess.PIPE, text=True)
    # The generator's own warm-up and the compiling of its one file come first; it says when it begins to count.
    assert generator.stdout.readline().strip() == "counting"
    refused, answer_ms = 0, []
    for number in range(reloads):
        due = time.time() + 1
        rewrite(number)
        began = time.time()
        refused += reload(product) != 200
        answer_ms.append((time.time() - began) * 1000)
        time.sleep(max(0, due - time.time()))
    result = json.loads(generator.communicate()[0])
    busy, elapsed = machine.busy_cores(before, machine.cores()), time.time() - started
    known = machine.cpu_seconds(product.pid) + machine.cpu_seconds(backend.pid) + machine.children_seconds() - spent
    return {**result, "reloads": reloads, "refused_reloads": refused, "reload_ms": answer_ms,
            "foreign": max(0.0, sum(busy.values()) - known / elapsed)}


def command(origin, rate, seconds, path):
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java")
    return ["taskset", "-c", "1", java, "-Xms128m", "-Xmx128m", "-XX:+UseSerialGC", str(GENERATOR),
            origin, path, str(rate), str(seconds)]


def reload(product):
    connection = http.client.HTTPConnection("127.0.0.1", product.admin_port, timeout=60)
    connection.request("POST", "/reload")
    return connection.getresponse().status
