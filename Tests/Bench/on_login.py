#!/usr/bin/env python3
"""on_login ROW ARGUMENT... - rows that are measured where people are logged in. Prints a line of JSON
for each figure."""

import os
import shlex
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from report import figure
from screen import Screen
from sessions import all_commands
from timing import timed
from waiting import eventually

HERE = Path(__file__).resolve().parent


def client_options():
    """Those that qconnect gives its xpra."""
    for _, words in all_commands():
        if "attach" in words:
            at = words.index("attach")
            return [word for word in words[at + 2:] if word]
    raise RuntimeError("bench: qconnect has no xpra")


def visible(job, bare, node, runs):
    """`job` is qgui-run's, `bare` that of a bare xpra on `node`."""
    find = f"qstat -f {bare} | sed -n 's/.*exec_host = \\([^/]*\\).*/\\1/p'"
    today = ["bash", "-c", f"exec xpra attach --ssh='ssh -x' ssh://$({find})/{bare}"]
    options = []
    with Screen() as screen:
        # The first attach also waits for the session.
        screen.seconds_to_xterm(["qconnect", job], look=lambda: options.extend(client_options()))
        ways = {
            "qgui": lambda: screen.seconds_to_xterm(["qconnect", job]),
            "today": lambda: screen.seconds_to_xterm(today),
            "floor": lambda: on_the_node(job, options),
        }
        for number in range(int(runs) + 1):
            names = list(ways)
            for way in names[number % 3:] + names[:number % 3]:
                seconds = ways[way]()
                if number:
                    figure("visible", way, seconds)


def on_the_node(job, options):
    node = subprocess.run(["squeue", "-h", "-j", job, "-o", "%B"], capture_output=True, text=True,
                          check=True).stdout.strip()
    # As in qconnect's client: no bus and no accessibility bridge of its own.
    command = ["env", "NO_AT_BRIDGE=1", "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere",
               str(HERE / "on_node.py"), "visible", job, *options]
    said = subprocess.run(["ssh", node, shlex.join(command)], capture_output=True, text=True,
                          check=True)
    return float(said.stdout)


def life(job_script):
    """From a submitted job, by qconnect, to the session's end."""
    with Screen() as screen:
        job = subprocess.run(["qsub", job_script], capture_output=True, text=True,
                             check=True).stdout.strip()
        screen.seconds_to_xterm(["qconnect", job])
        subprocess.run(["qconnect", "--end", job], check=True, stderr=subprocess.DEVNULL)
        figure("qstat-life", "qgui", sum(calls().values()))


def wait(job):
    """Five people who wait for one job, in two ways."""
    commands = [["qconnect", job], ["watch", "-n", "2", "qstat", "-f", job]] * 5
    with Screen() as screen:
        environment = dict(screen.environment, TERM="xterm")
        before = calls()
        waiting = [subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                   for command in commands]
        time.sleep(60)
        counted = calls() - before
        for process in waiting:
            process.terminate()
            process.wait()
    figure("qstat-wait", "qgui", counted["qconnect"])
    figure("qstat-wait", "today", sum(counted.values()) - counted["qconnect"])


def calls():
    """Who has called qstat, and how often: see cluster.counted_qstat."""
    return Counter((Path.home() / "qstat-calls").read_text().split())


def stand_in(name, lines):
    """A qstat that answers with these lines; the environment that finds it."""
    folder = Path.home() / name
    folder.mkdir(exist_ok=True)
    # Line by line: the peak of a process begins with that of the one that has started it.
    with (folder / "answer").open("w") as answer:
        answer.writelines(lines)
    (folder / "qstat").write_text(f"#!/bin/sh\nexec cat {folder}/answer\n")
    (folder / "qstat").chmod(0o755)
    return dict(os.environ, PATH=f"{folder}:{os.environ['PATH']}")


def line(number, name, state, host):
    """One job, as OpenPBS writes it for `qstat -n -1`."""
    return (f"{number}.bench        alice    workq    {name:<13}  175   1   1    1gb 08:00 {state} "
            f"00:02 {host}\n")


def sessions(node, runs):
    """`node` has the sessions of jobs 1000 to 1049."""
    answer = [line(1000 + number, "xterm", "R", f"{node}/{number}") for number in range(50)]
    environment = stand_in("qstat-fifty", answer)
    said = subprocess.run(["qconnect", "-l"], env=environment, capture_output=True, text=True,
                          check=True).stdout
    if said.count(f" {node} ") != 50:
        raise RuntimeError(f"bench: qconnect -l does not list the sessions:\n{said}")
    for _ in range(int(runs)):
        figure("list", "qgui", timed(["qconnect", "-l"], environment)[0])
        floor = ["sh", "-c", f"qstat; exec ssh {node} true"]
        figure("list", "floor", timed(floor, environment)[0])


def jobs(runs):
    def answer(count):
        for number in range(count - 1):
            yield line(10 + number, "sweep", "Q", "--")
        yield line(7, "int_xterm", "Q", "--")

    many, one = stand_in("qstat-many", answer(100_000)), stand_in("qstat-one", answer(1))
    for _ in range(int(runs)):
        for way, environment in (("qgui", many), ("floor", one)):
            seconds, memory = timed(["qconnect", "-l"], environment)
            figure("jobs", way, seconds)
            figure("jobs-memory", way, memory)
        figure("jobs", "today", timed(["sh", "-c", "qstat | grep int_"], many)[0])


rows = {"visible": visible, "life": life, "wait": wait, "sessions": sessions, "jobs": jobs}
rows[sys.argv[1]](*sys.argv[2:])
