"""OpenPBS hook: a memory group for each job on each of its hosts, and nothing left at its end.

It does what the prologue and epilogue beside this file do, and more: the other hosts of a job, tasks
of pbsdsh and mpiexec, and interactive jobs. The lines for qmgr are in README.md beside this file.
"""
import os

import pbs

PROGRAM = "/usr/local/bin/qgui-node"

# By name, as a server may be older than one of them.
VERBS = {
    "EXECJOB_BEGIN": "prologue", "EXECJOB_PROLOGUE": "prologue", "EXECJOB_LAUNCH": "launch",
    "EXECJOB_EPILOGUE": "epilogue", "EXECJOB_END": "epilogue"}


def memory_of_this_host(job):
    """The request on this host, from exec_vnode: `(vn1:ncpus=1:mem=100kb+vn2:mem=5kb)+(vn3:mem=7kb)`.

    Each pair of parentheses is a term of exec_host2, which names hosts: `node01.site:15002/0+node02:15002/0`.
    (A vnode need not be called as its host.)
    """
    hosts = str(job.exec_host2 or "").split("+")
    shares = str(job.exec_vnode or "").strip("()").split(")+(")
    if len(hosts) != len(shares):
        return []
    here = short(pbs.get_local_nodename())
    chunks = [chunk for host, share in zip(hosts, shares) if short(host) == here
              for chunk in share.split("+")]
    sizes = [word[4:-2] for chunk in chunks for word in chunk.split(":")[1:]
             if word.startswith("mem=") and word.endswith("kb") and word[4:-2].isdigit()]
    total = sum(map(int, sizes))
    return ["--mem", "%dkb" % total] if total else []


def short(host):
    """A host's name without its domain, its port and what follows."""
    return str(host).split("/")[0].split(":")[0].split(".")[0]


def run(arguments):
    """Not by the module subprocess, whose import alone takes as long as qgui-node."""
    null = [(os.POSIX_SPAWN_OPEN, descriptor, "/dev/null", os.O_RDWR, 0) for descriptor in range(3)]
    environment = {
        "PATH": "/usr/bin:/bin",
        "PBS_CONF_FILE": os.environ.get("PBS_CONF_FILE", "/etc/pbs.conf")}
    pid = os.posix_spawn(PROGRAM, [PROGRAM] + arguments, environment, file_actions=null)
    # It has bounds of its own, below the hook's alarm.
    os.waitpid(pid, 0)


def handle(event):
    verb = {getattr(pbs, name, None): verb for name, verb in VERBS.items()}[event.type]
    job = event.job
    memory = [] if verb == "epilogue" else memory_of_this_host(job)
    count = ["--run", "%d" % job.run_count] if job.run_count else []
    run([verb] + memory + count + [str(job.id), str(job.euser), str(job.egroup)])


def main():
    """Never fails the job: qgui-node logs what goes wrong, and this what keeps it from running."""
    event = pbs.event()
    try:
        handle(event)
    except Exception as error:
        pbs.logmsg(pbs.LOG_WARNING, "qgui: %s" % error)
    event.accept()


main()
