"""Says where the microseconds of a request go: CPU-time samples of the product under load, as shares of the CPU a request costs."""
import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import load
import report
import targets

# The kernel's part shows as the native method that entered it.
KERNEL = {"write0": "kernel: socket write", "writev0": "kernel: socket write", "read0": "kernel: socket read",
          "readv0": "kernel: socket read", "wait": "kernel: poll", "ctl": "kernel: poll", "accept": "kernel: accept",
          "connect0": "kernel: connect", "write": "kernel: socket write", "read": "kernel: socket read"}


def arguments():
    parser = argparse.ArgumentParser(prog="benchmarks/profile", description=__doc__)
    parser.add_argument("--scheme", choices=["http", "https"], default="http")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--warm-up", type=int, default=20)
    parser.add_argument("--methods", type=int, default=25, help="how many leaf methods to list (default 25)")
    parser.add_argument("--docs", help="file whose marked part is replaced")
    return parser.parse_args()


def main():
    given = arguments()
    folder = Path(tempfile.mkdtemp(prefix="profile-"))
    folder.chmod(0o755)
    running = []
    try:
        targets.certificate(folder)
        backend = targets.backend(folder)
        running.append(backend)
        product = targets.sallyport(folder, backend)
        running.append(product)
        targets.answering(product)
        load.wrk(load.url(product, given.scheme), given.connections, given.warm_up)
        start_recording(product)
        taken = load.once(product, backend, given.scheme, given.connections, given.seconds)
        recording = dump(product, folder)
    finally:
        for target in reversed(running):
            target.stop()
    text = markdown(given, taken, stacks(recording))
    shutil.rmtree(folder, ignore_errors=True)
    print(text)
    if given.docs:
        report.write(Path(given.docs), text, "profile")


def start_recording(product):
    jcmd(product, "JFR.start", "name=profile", "settings=none",
         "+jdk.CPUTimeSample#enabled=true", "+jdk.CPUTimeSample#throttle=5ms")


def dump(product, folder):
    file = folder / "profile.jfr"
    jcmd(product, "JFR.dump", "name=profile", f"filename={file}")
    return file


def jcmd(product, *command):
    tool = Path(os.environ["JAVA_HOME"], "bin/jcmd")
    subprocess.run([tool, str(product.pid), *command], check=True, capture_output=True)


def stacks(recording):
    """Every sample as a list of `class.method`, innermost first."""
    tool = Path(os.environ["JAVA_HOME"], "bin/jfr")
    printed = subprocess.run([tool, "print", "--json", "--stack-depth", "40", "--events", "jdk.CPUTimeSample", recording],
                             check=True, capture_output=True, text=True).stdout
    found = []
    for event in json.loads(printed)["recording"]["events"]:
        trace = event["values"].get("stackTrace") or {"frames": []}
        frames = [frame["method"]["type"]["name"].replace("/", ".") + "." + frame["method"]["name"] for frame in trace["frames"]]
        found.append(frames)
    return found


def layer(frames):
    """The part of the program a sample belongs to: the kernel by its native method, else the innermost known package."""
    if not frames:
        return "virtual machine: compiler, collector, others"
    kind, method = frames[0].rsplit(".", 1)
    if kind.startswith("sun.nio.ch.") and method in KERNEL:
        return KERNEL[method]
    for frame in frames:
        package = frame.rsplit(".", 2)[0]
        if package.startswith(("io.sallyport.", "io.netty.")):
            return ".".join(package.split(".")[:4])
    return "the Java library and others"


def markdown(given, taken, samples):
    cpu, total = taken["cpu"], max(1, len(samples))
    layers = collections.Counter(layer(frames) for frames in samples)
    leaves = collections.Counter(frames[0] for frames in samples if frames)
    lines = [f"{len(samples)} CPU-time samples under {given.scheme}, {given.connections} connections: "
             f"{taken['rps']:.0f} req/s, {cpu:.1f} µs a request (the recording itself included), foreign CPU {taken['foreign']:.2f} core.", "",
             "| where | share | µs/request |", "| --- | --- | --- |"]
    lines += [f"| {name} | {count / total:.1%} | {cpu * count / total:.2f} |" for name, count in layers.most_common()]
    lines += ["", "| innermost method | share | µs/request |", "| --- | --- | --- |"]
    lines += [f"| `{name}` | {count / total:.1%} | {cpu * count / total:.2f} |" for name, count in leaves.most_common(given.methods)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
