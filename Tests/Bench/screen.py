"""An X server in the place of somebody's screen, and the windows that come to it."""

import os
import subprocess
import time

from waiting import eventually


class Screen:
    def __init__(self, number=77):
        self.environment = dict(os.environ, DISPLAY=f":{number}")
        self.server = subprocess.Popen(
            ["Xvfb", f":{number}", "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        eventually("there is a screen", lambda: self.run(["xdpyinfo"]).returncode == 0)
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()

    def run(self, command):
        return subprocess.run(command, env=self.environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, check=False)

    def shows_xterm(self):
        return self.run(["xdotool", "search", "--onlyvisible", "--class", "xterm"]).returncode == 0

    def seconds_to_xterm(self, command, look=lambda: None):
        """From the start of a client to its window; `look` is called then, and the client detaches."""
        began = time.monotonic()
        client = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            # Without a pause this would take a core for itself.
            eventually("a window is visible", self.shows_xterm, pause=0.02)
            seconds = time.monotonic() - began
            look()
        finally:
            # Not SIGINT, which what runs in a shell's background ignores.
            client.terminate()
            client.wait()
        eventually("no window is visible", lambda: not self.shows_xterm())
        return seconds
