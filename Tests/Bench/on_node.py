#!/usr/bin/env python3
"""on_node VERB ARGUMENT... - rows that are measured on a node. Prints a line of JSON for each figure.
    one RUNS          one session at a time, in a job
    many COUNT        so many sessions at once
    hold COUNT        so many sessions, until the input ends; a line when they are there
    dead COUNT        the files of so many sessions that were killed
    visible JOB OPTION...   the seconds that a client here takes to show JOB's window
"""

import os
import signal
import socket
import sys
import time
from pathlib import Path

from report import figure
from screen import Screen
from sessions import Floor, Qgui, QguiWithTerminal, Today, all_pids
from usage import megabytes, seconds, wake_ups
from waiting import eventually

IDLE = 30
FIRST = 1000


def clear():
    """Ends what the last one left behind, and waits until there is nothing."""
    def is_clear():
        left = list(all_pids())
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        # Those of our own children that have ended.
        while reap():
            pass
        return not left
    eventually("nothing is left", is_clear, pause=0.1)
    # What has just ended costs the next one nothing.
    time.sleep(1)


def reap():
    try:
        return os.waitpid(-1, os.WNOHANG)[0]
    except ChildProcessError:
        return 0


def expect_nothing():
    """What qgui-run promises."""
    if left := list(all_pids()):
        raise RuntimeError(f"bench: qgui-run has left processes: {left}")


# MARK: one session


def floor(show):
    session = Floor(FIRST)
    show("window", "floor", session.window())
    session.end()


def today(show):
    session = Today(FIRST + 1)
    show("window", "today", session.window())
    show("attachable", "today", session.attachable())
    time.sleep(1)
    show("end", "today", session.end())


def qgui(show):
    session = Qgui(None)
    show("window", "qgui", session.window())
    show("attachable", "qgui", session.attachable())
    time.sleep(1)
    show("end", "qgui", session.end_program())
    expect_nothing()


def memory(kind, name):
    session = kind(None)
    session.attachable()
    time.sleep(2)
    figure(name, "qgui", megabytes(session.own_pids()))
    figure(name, "floor", megabytes(session.pids("xvfb", "xpra")))
    session.end_program()


def sleep():
    """How quiet an idle session is."""
    session = Qgui(None)
    session.attachable()
    time.sleep(5)
    pids = {"qgui": session.own_pids(), "floor": session.pids("xvfb", "xpra")}
    before = {way: wake_ups(pids[way]) for way in pids}
    time.sleep(IDLE)
    for way in pids:
        figure("wake-ups", way, wake_ups(pids[way]) - before[way])
    session.end_program()


def one(runs):
    for number in range(runs + 1):
        # The first round warms up; who comes first in a round changes.
        show = figure if number else lambda *_: None
        ways = [floor, today, qgui]
        for way in ways[number % 3:] + ways[:number % 3]:
            clear()
            way(show)
    for _ in range(min(runs, 3)):
        for kind, name in ((Qgui, "memory"), (QguiWithTerminal, "memory-pty")):
            clear()
            memory(kind, name)
    clear()
    sleep()
    clear()


# MARK: many


def crowd(way, kind, count):
    sessions = [kind(FIRST + number) for number in range(count)]
    figure(f"windows-{count}", way, max(session.window() for session in sessions))
    figure(f"attachable-{count}", way, max(session.attachable() for session in sessions))
    time.sleep(5)
    own = [pid for session in sessions if kind is Qgui for pid in session.own_pids()]
    before = seconds(), seconds(own)
    time.sleep(IDLE)
    figure(f"idle-{count}", way, seconds() - before[0])
    if own:
        figure(f"idle-own-{count}", way, seconds(own) - before[1])
    for session in sessions:
        session.began = time.time_ns()
        session.ask_to_end()
    eventually("all are gone", lambda: all(session.is_gone() for session in sessions))
    figure(f"end-{count}", way, sessions[0].seconds())


def many(count):
    for way, kind in (("today", Today), ("qgui", Qgui)):
        clear()
        crowd(way, kind, count)
    expect_nothing()


def hold(count):
    sessions = [Qgui(FIRST + number) for number in range(count)]
    for session in sessions:
        session.attachable()
    print("ready", flush=True)
    sys.stdin.read()
    for session in sessions:
        session.ask_to_end()
    eventually("all are gone", lambda: all(session.is_gone() for session in sessions))
    expect_nothing()


# MARK: dead ones


def dead(count):
    """One that was killed as a whole, and copies of it."""
    session = Qgui(FIRST)
    session.attachable()
    names = ("runner", "keeper", "main", "xvfb", "xpra")
    pids = session.pids(*names)
    for signal_number in (signal.SIGSTOP, signal.SIGKILL):
        for pid in pids:
            os.kill(pid, signal_number)
    session.process.wait()
    record = (session.directory / "record").read_text()
    for number in range(FIRST + 1, FIRST + count):
        copy(session, number, record)
    clear()


def copy(session, number, record):
    folder = session.directory.with_name(str(number))
    folder.mkdir(mode=0o700)
    changed = [line for line in record.replace(f"/{FIRST}/", f"/{number}/").splitlines()
               if not line.startswith("commonSocket")]
    changed = [f"{line.split(' = ')[0]} = {number}"
               if line.split(" = ")[0] in ("job", "display", "candidate") else line
               for line in changed]
    (folder / "record").write_text("\n".join(changed) + "\n")
    for path in (folder / "xpra.sock", Path(f"/tmp/.X11-unix/X{number}")):
        with socket.socket(socket.AF_UNIX) as deaf:
            deaf.bind(str(path))


def visible(job, options):
    with Screen() as screen:
        path = f"/tmp/qgui-{os.getuid()}/{job}/xpra.sock"
        print(screen.seconds_to_xterm(["xpra", "attach", f"socket://{path}", *options]))


def main(verb, first, *rest):
    if verb == "visible":
        visible(first, rest)
    else:
        {"one": one, "many": many, "hold": hold, "dead": dead}[verb](int(first))


main(*sys.argv[1:])
