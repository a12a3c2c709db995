"""The module that OpenPBS gives to its hooks, as far as pbs/qgui_hook.py was recorded to need it.

What a hook asks beyond that is an error: nothing is known of the answer. The forms of the values
are those of Tests/Fixtures/openpbs/hook_events_one_job.txt.
"""
import os

# As OpenPBS's hook.h has them.
EXECJOB_BEGIN = 0x40
EXECJOB_PROLOGUE = 0x80
EXECJOB_EPILOGUE = 0x100
EXECJOB_END = 0x200
EXECJOB_LAUNCH = 0x800
LOG_WARNING = 4


class _Known:
    def __init__(self, **values):
        self.__dict__.update(values)

    def __getattr__(self, name):
        raise RuntimeError("nothing is recorded of %s" % name)


class _Event(_Known):
    def accept(self):
        raise SystemExit(0)


def _kilobytes(size):
    units = {"kb": 1, "mb": 1 << 10, "gb": 1 << 20}
    return int(size[:-2]) * units[size[-2:]]


def event():
    resources = dict(word.split("=") for word in os.environ["PBS_RESOURCES"].split(","))
    # Vnodes are called as a site likes; the second host's share is another's.
    here = "%s.site.example:15002/0" % get_local_nodename()
    vnodes = "(vn-1:ncpus=1+vn-2:mem=%dkb)+(vn-3:ncpus=1:mem=7kb)" % _kilobytes(resources["mem"])
    job = _Known(
        id=os.environ["PBS_JOB"], euser=os.environ["PBS_USER"], egroup="users", exec_vnode=vnodes,
        exec_host2=here + "+elsewhere:15002/0", run_count=1)
    return _Event(type=globals()[os.environ["PBS_EVENT"]], job=job)


def get_local_nodename():
    return os.uname().nodename.split(".")[0]


def logmsg(level, text):
    os.write(2, b"the hook complains: %s\n" % text.encode())
    os._exit(1)


def __getattr__(name):
    raise RuntimeError("nothing is recorded of pbs.%s" % name)
