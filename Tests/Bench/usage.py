"""What processes use: proc(5)."""

import os
from pathlib import Path

from sessions import all_pids


def read(path):
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def megabytes(pids):
    """Resident memory, in MB of 2^20 bytes; what several share counts once (PSS)."""
    kilobytes = (int(line.split()[1]) for pid in pids
                 for line in read(f"/proc/{pid}/smaps_rollup").splitlines()
                 if line.startswith("Pss:"))
    return sum(kilobytes) / 1024


def wake_ups(pids):
    """How often their threads were switched to."""
    return sum(int(line.split()[1]) for pid in pids for task in tasks(pid)
               for line in read(f"{task}/status").splitlines()
               if "_ctxt_switches:" in line)


def tasks(pid):
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return []


def seconds(pids=None):
    """Processor time so far; of all processes of this user, where none are named."""
    ticks = 0
    for pid in all_pids() if pids is None else pids:
        fields = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12]) if fields else 0
    return ticks / os.sysconf("SC_CLK_TCK")
