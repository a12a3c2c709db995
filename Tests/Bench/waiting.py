"""Waits that end."""

import time

PATIENCE = 300


def eventually(what, condition, pause=0.005):
    """Waits until the condition holds, and returns what it gave."""
    ends = time.monotonic() + PATIENCE
    while not (result := condition()):
        if time.monotonic() > ends:
            raise TimeoutError(f"bench: gave up waiting for: {what}")
        time.sleep(pause)
    return result
