"""What the kernel says about processes and cores."""
import os
import re
import resource
import time

TICKS = os.sysconf("SC_CLK_TCK")


def family(pid):
    """The process and all its descendants."""
    pids = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as children:
                for child in children.read().split():
                    pids += family(int(child))
    except FileNotFoundError:
        pass
    return pids


def cpu_seconds(pid):
    """User and system time of a process and its descendants."""
    total = 0
    for member in family(pid):
        try:
            with open(f"/proc/{member}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def memory_megabytes(pid, kind):
    """Sum of `Pss` or `Rss` over a process and its descendants."""
    total = 0
    for member in family(pid):
        with open(f"/proc/{member}/smaps_rollup") as rollup:
            for line in rollup:
                if line.startswith(kind + ":"):
                    total += int(line.split()[1])
    return total / 1024


def children_seconds():
    """CPU time of this tool's own ended children, which is the load generator."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def cores():
    """Total and idle ticks of each core."""
    result = {}
    with open("/proc/stat") as stat:
        for line in stat:
            if re.match(r"cpu\d", line):
                name, *values = line.split()
                numbers = list(map(int, values))
                result[name] = (sum(numbers[:8]), numbers[3] + numbers[4])
    return result


def busy_cores(before, after):
    """How busy each core was between two readings, 0 to 1."""
    return {
        name: 1 - (after[name][1] - before[name][1]) / max(1, after[name][0] - before[name][0])
        for name in before
    }


def await_quiet(patience, limit=0.15):
    """Waits at most `patience` seconds for half a second in which all cores together do less than `limit` of one."""
    until = time.time() + patience
    while time.time() < until:
        before = cores()
        time.sleep(0.5)
        if sum(busy_cores(before, cores()).values()) < limit:
            return


def description():
    """One line on the machine a figure was taken on."""
    with open("/proc/cpuinfo") as info:
        model = re.search(r"model name\s*:\s*(.*)", info.read())
    with open("/proc/meminfo") as info:
        memory = int(info.readline().split()[1]) / 1024 / 1024
    return f"{os.cpu_count()} x {model.group(1) if model else os.uname().machine}, {memory:.0f} GiB, kernel {os.uname().release}"
