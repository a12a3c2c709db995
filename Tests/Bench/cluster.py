"""A cluster for one run: Tests/Cluster, with the programs under test and these scripts on its PATH."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPT = HERE.parent / "Cluster" / "cluster"
# The same folder as the hosts see it.
PLACE = "/usr/local/bin/bench"


class Cluster:
    def __init__(self, programs, xpra):
        self.work = Path(tempfile.mkdtemp(prefix="qgui-bench"))
        self.environment = dict(os.environ, QGUI_CLUSTER_DIR=str(self.work / "cluster"))
        self.programs = programs
        self.xpra = xpra

    def __enter__(self):
        self.control("install")
        self.control("up")
        local = self.work / "cluster" / "local"
        for name in ("qgui-run", "qconnect", "qgui-node"):
            shutil.copy(self.programs / name, local)
        shutil.copytree(HERE, local / "bench", ignore=shutil.ignore_patterns("__pycache__"))
        if self.xpra:
            (local / "xpra").symlink_to(self.xpra / "xpra")
        return self

    def __exit__(self, *_):
        self.control("down")
        shutil.rmtree(self.work)

    def control(self, *words):
        subprocess.run([SCRIPT, *words], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)

    def command(self, host, user, *words):
        return [SCRIPT, "exec", host, "--user", user, "--", *words]

    def run(self, host, user, *words):
        """What the command prints; its errors are ours."""
        return subprocess.run(self.command(host, user, *words), env=self.environment, check=True,
                              stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True).stdout

    def start(self, host, user, *words):
        return subprocess.Popen(self.command(host, user, *words), env=self.environment, text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def submit(self, name, *lines):
        """A job of alice's; returns its number."""
        head = ["#!/bin/bash", "#PBS -l nodes=1:ppn=2,mem=4gb"]
        self.home("alice", name).write_text("\n".join([*head, *lines]) + "\n")
        return self.run("login", "alice", "qsub", name).strip()

    @contextmanager
    def counted_qstat(self):
        """Before the real one, on all hosts: alice's file qstat-calls then says who has called it."""
        calls = self.home("alice", "qstat-calls")
        calls.touch()
        calls.chmod(0o666)
        place = self.work / "cluster" / "local" / "qstat"
        place.write_text("#!/bin/sh\ncat /proc/$PPID/comm >>/home/alice/qstat-calls\n"
                         'exec /usr/bin/qstat "$@"\n')
        place.chmod(0o755)
        yield
        place.unlink()

    def home(self, user, name):
        return self.work / "cluster" / "home" / user / name

    def etc(self, host):
        return self.work / "cluster" / host / "etc"

    def node_of(self, job):
        return self.run("login", "alice", "squeue", "-h", "-j", job, "-o", "%B", "-t", "R").strip()

    def has_ended(self, job):
        return not self.run("login", "alice", "squeue", "-h", "-j", job, "-o", "%i",
                            "-t", "PD,R,CG").strip()

    def end(self, *jobs):
        for job in jobs:
            self.run("login", "alice", "qdel", job)


def note(words):
    print(words, file=sys.stderr, flush=True)
