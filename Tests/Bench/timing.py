"""What one command takes."""

import os
import subprocess
import time


def timed(command, environment=None):
    """Seconds, and the most memory that it had, in MB of 2^20 bytes."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"bench: {command} exits with {process.returncode}")
    return time.monotonic() - began, usage.ru_maxrss / 1024
