"""The machine, in a sentence."""

import datetime
import os
import platform
from pathlib import Path


def description(xpra):
    """`xpra` is what `xpra --version` prints."""
    cpu = value("/proc/cpuinfo", "model name", ":")
    memory = int(value("/proc/meminfo", "MemTotal", ":").split()[0]) / 2**20
    system = value("/etc/os-release", "PRETTY_NAME", "=").strip('"')
    return (f"{datetime.date.today()}, {cpu}, {os.cpu_count()} cores, {memory:.0f} GB, {system}, "
            f"Linux {platform.release()}, {xpra.strip()}; medians (least to most).")


def value(path, key, separator):
    for line in Path(path).read_text().splitlines():
        name, _, rest = line.partition(separator)
        if name.strip() == key:
            return rest.strip()
    return "unknown"
