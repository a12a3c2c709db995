"""OpenPBS hook: a memory group for each job from its start, and nothing left at its end.

It does what the prologue and epilogue beside this file do. Use it where another hook of the site,
such as pbs_cgroups, has events of the epilogue: then OpenPBS runs mom_priv/epilogue no more. The
lines for qmgr are in README.md beside this file.
"""
import os
import subprocess

import pbs

PROGRAM = "/usr/local/bin/qgui-node"

# Seconds; qgui-node itself needs less, and gives up before.
PATIENCE = 25


def memory_of_this_host(job):
    """The request on this host: exec_vnode has a chunk in parentheses for each host's share."""
    node = str(pbs.get_local_nodename()).split(".")[0]
    total = 0
    for chunk in str(job.exec_vnode or "").replace("(", "").replace(")", "").split("+"):
        words = chunk.split(":")
        if words[0].split("[")[0].split(".")[0] != node:
            continue
        for word in words[1:]:
            if word.startswith("mem=") and word.endswith("kb") and word[4:-2].isdigit():
                total += int(word[4:-2])
    return ["--mem", "%dkb" % total] if total else []


def run(arguments):
    subprocess.run(
        [PROGRAM] + arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, timeout=PATIENCE, close_fds=True, cwd="/",
        env={"PATH": "/usr/bin:/bin",
             "PBS_CONF_FILE": os.environ.get("PBS_CONF_FILE", "/etc/pbs.conf")})


def handle(event):
    job = event.job
    who = [str(job.id), str(job.euser), str(job.egroup)]
    if event.type in (pbs.EXECJOB_PROLOGUE, pbs.EXECJOB_LAUNCH):
        run(["prologue"] + memory_of_this_host(job) + who)
    elif event.type in (pbs.EXECJOB_EPILOGUE, pbs.EXECJOB_END):
        run(["epilogue"] + who)


def main():
    """Never fails the job: qgui-node logs what goes wrong, and this what keeps it from running."""
    event = pbs.event()
    try:
        handle(event)
    except Exception as error:
        pbs.logmsg(pbs.LOG_WARNING, "qgui: %s" % error)
    event.accept()


main()
