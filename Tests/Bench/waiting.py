"""Waits that end."""

import time


def eventually(what, condition, pause=0.005, patience=300):
    """Waits until the condition holds, for `patience` seconds, and returns what it gave."""
    ends = time.monotonic() + patience
    while not (result := condition()):
        if time.monotonic() > ends:
            raise TimeoutError(f"bench: gave up waiting for: {what}")
        time.sleep(pause)
    return result
