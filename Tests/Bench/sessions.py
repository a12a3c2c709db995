"""Sessions on a node, each started in one of three ways: by qgui-run, as people do it today by xpra,
and the least that a window takes. As a user of whom nothing else runs."""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from waiting import eventually


class Session:
    """What all have in common: xterm says when its window was on the screen, and waits."""

    def __init__(self, number):
        self.number = number
        self.folder = Path(tempfile.mkdtemp(prefix="bench"))
        self.mark = self.folder / "seen"
        self.log = self.folder / "log"
        # xterm runs it once its window is made and mapped. (Whether X calls that window viewable
        # is no measure: xpra unmaps it until a client comes.)
        self.script = self.folder / "see"
        self.script.write_text(
            f"#!/bin/sh\ndate +%s%N >{self.mark}.new\nmv {self.mark}.new {self.mark}\nexec sleep 1000\n")
        self.script.chmod(0o755)
        self.began = time.time_ns()
        self.process = self.start()

    @property
    def program(self):
        return ["xterm", "-e", str(self.script)]

    def spawn(self, arguments, **more):
        with self.log.open("ab") as log:
            return subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                    start_new_session=True, **more)

    def window(self):
        """Seconds from exec to the program's first window."""
        eventually("the program has a window", self.mark.exists)
        return (int(self.mark.read_text()) - self.began) / 1e9

    def seconds(self):
        return (time.time_ns() - self.began) / 1e9

    def attachable(self):
        """Seconds from exec until a client can attach."""
        eventually("it is attachable", self.is_attachable)
        return self.seconds()

    def end(self, ask=None):
        """Ends it, by `ask` instead of as people do; returns the seconds from then until it is gone."""
        self.began = time.time_ns()
        (ask or self.ask_to_end)()
        eventually("it is gone", self.is_gone)
        return self.seconds()


class Qgui(Session):
    options = ()

    def start(self):
        job = os.environ.get("PBS_JOBID") if self.number is None else f"{self.number}.bench"
        environment = dict(os.environ, **({"PBS_JOBID": job} if job else {}))
        return self.spawn(["qgui-run", *self.options, *self.program], env=environment)

    @property
    def directory(self):
        job = self.number or os.environ["PBS_JOBID"].split(".")[0]
        return Path(f"/tmp/qgui-{os.getuid()}/{job}")

    @property
    def record(self):
        lines = said(self.directory / "record").splitlines()
        return dict(line.split(" = ", 1) for line in lines if " = " in line)

    def pids(self, *names):
        return [int(self.record[name].split()[0]) for name in names]

    def is_attachable(self):
        return self.record.get("state") == "attachable"

    def end_program(self):
        return self.end(lambda: os.kill(self.pids("main")[0], signal.SIGTERM))

    def ask_to_end(self):
        self.process.terminate()

    def is_gone(self):
        return self.process.poll() is not None and not self.directory.exists()

    def own_pids(self):
        """Those that are qgui's own."""
        return self.pids("runner", "keeper")


class QguiWithTerminal(Qgui):
    options = ("--pty",)

    def own_pids(self):
        relays = [pid for pid, words in all_commands() if words[1:2] == ["--relay"]]
        return super().own_pids() + relays


class Today(Session):
    """Bare xpra, as its manual says."""

    def start(self):
        child = f"--start-child={' '.join(self.program)}"
        return self.spawn(["xpra", "start", f":{self.number}", child])

    def is_attachable(self):
        # It goes on in the background, and says where its log is from then on; xpra 6 in quotes.
        words = [word.strip("'") for word in said(self.log).split()]
        logs = [Path(word) for word in words if word.endswith(".log")]
        return any("xpra is ready" in said(path) for path in logs)

    def ask_to_end(self):
        self.stop = self.spawn(["xpra", "stop", f":{self.number}"])

    def is_gone(self):
        # What else it has started stays, and is not waited for.
        names = ("Xvfb", "Xvfb-for-Xpra", "xpra", "xterm", "python3")
        wanted = f":{self.number}"
        return self.stop.poll() is not None and not any(
            wanted in words and Path(words[0]).name.startswith(names) for _, words in all_commands())


class Floor(Session):
    """X as qgui-run starts it, the program, and nothing else."""

    def start(self):
        reading, writing = os.pipe()
        server = self.spawn(
            ["Xvfb", f":{self.number}", "-displayfd", str(writing), "-nolisten", "tcp",
             "-noreset", "-screen", "0", "5760x2560x24", "-dpi", "96", "+extension", "GLX",
             "+extension", "Composite"], pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as told:
            told.readline()
        self.xterm = self.spawn(self.program, env=dict(os.environ, DISPLAY=f":{self.number}"))
        return server

    def ask_to_end(self):
        self.xterm.terminate()
        self.xterm.wait()
        self.process.terminate()

    def is_gone(self):
        return self.process.poll() is not None


def said(path):
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def all_pids():
    """All processes of this user but those that lead here."""
    leading, pid = set(), os.getpid()
    while pid > 0:
        leading.add(pid)
        pid = parent(pid)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) not in leading:
            try:
                if entry.stat().st_uid == os.getuid():
                    yield int(entry.name)
            except OSError:
                pass


def parent(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def all_commands():
    for pid in all_pids():
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if words[0]:
            yield pid, words
