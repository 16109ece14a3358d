"""What the machine says: CPU time and memory of process trees, load of others, names for the results."""

import datetime
import os
import pathlib
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCH = ROOT / "bench"
TARGET = BENCH / "target"

PROCESS_CLOCK = 2  # CPUCLOCK_SCHED of Linux: the scheduler's own nanoseconds


def cpu_nanos(pid):
    """CPU time of one process: the sum that /proc/PID/task/*/schedstat would give, and that of ended threads.

    The kernel keeps both in one clock per process (see clock_getcpuclockid(3), whose id this computes). Summing
    the schedstat files instead loses a thread's time with the thread, and a JVM's compiler threads come and go.
    """
    return time.clock_gettime_ns((~pid << 3) | PROCESS_CLOCK)


def schedstat_nanos(pid):
    """CPU time of the threads that live now; only there to check the clock against."""
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total


def tree(pid):
    """A process and all its descendants."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = pathlib.Path(f"/proc/{entry}/stat").read_text()
            except OSError:
                continue  # it ended meanwhile
            parent = int(stat[stat.rindex(")") + 2 :].split()[1])
            children.setdefault(parent, []).append(int(entry))
    found = [pid]
    for known in found:
        found.extend(children.get(known, []))
    return found


def tree_cpu_nanos(pid):
    """CPU time by process of a tree, as a dictionary: a caller that takes a difference sees if a process ended."""
    found = {}
    for member in tree(pid):
        try:
            found[member] = cpu_nanos(member)
        except OSError:
            continue
    return found


def tree_rss_kilobytes(pid):
    """Resident memory of a tree; pages that processes share count once for each, as in every table of this bench."""
    total = 0
    for member in tree(pid):
        try:
            status = pathlib.Path(f"/proc/{member}/status").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return total


def busy_seconds():
    """CPU time that all processes of the machine have used, and what the hypervisor took (steal)."""
    fields = [int(field) for field in pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    idle = fields[3] + fields[4]
    return (sum(fields[:8]) - idle) / os.sysconf("SC_CLK_TCK")


def cpu_model():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return f"{os.cpu_count()} x {line.split(':', 1)[1].strip()}"
    return f"{os.cpu_count()} x {os.uname().machine}"


def commit():
    """The short name of the commit, with +dirty when the tree differs from it (its own results aside)."""
    def git(*arguments):
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    try:
        changed = git("status", "--porcelain", "--", ".", ":!bench/results.md")
        return git("rev-parse", "--short", "HEAD") + ("+dirty" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def today():
    return datetime.date.today().isoformat()
