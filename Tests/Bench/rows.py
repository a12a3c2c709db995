"""What is compared: the rows of the table, each with its bounds."""

from dataclasses import dataclass

WAYS = ("qgui", "today", "floor")


@dataclass(frozen=True)
class Row:
    name: str
    title: str
    unit: str = "s"
    # The largest allowed ratio to each, and the largest allowed value.
    of_today: float | None = None
    of_floor: float | None = None
    at_most: float | None = None
    # The largest allowed difference to the floor.
    above_floor: float | None = None


LEGEND = """\
*today* is what people type without qgui: `xpra start :N --start-child=xterm` and `xpra stop :N` on the
node; `qstat -f JOB`, then `xpra attach --ssh='ssh -x' ssh://NODE/N`; `watch -n 2 qstat -f JOB`;
`qstat | grep`. *floor* is the least that it takes: `Xvfb` and `xterm` alone; the same xpra client on the
node itself; `ssh NODE true`, beside a log-in and behind `qstat`; `qconnect -l` with one job;
`find -delete` of the same files; for memory and wake-ups, what Xvfb and xpra of the same session have.
Ratios are medians of the ratios of each round."""

ROWS = (
    Row("window", "exec to the program's first window", of_today=0.2, of_floor=1.3),
    Row("attachable", "exec to attachable", of_today=0.85),
    Row("visible", "command on the login node to the visible window", of_today=0.4, of_floor=1.2),
    Row("end", "end of the program to nothing left", of_today=0.3),
    Row("memory", "runner and keeper, PSS", "MB", at_most=12),
    Row("memory-pty", "the same with `--pty`, and its relay", "MB", at_most=12),
    Row("wake-ups", "wake-ups of runner and keeper in 30 s", "", at_most=0),
    Row("qstat-life", "qstat calls from `qconnect` to the session's end", ""),
    Row("qstat-wait", "qstat calls of 5 people who wait for a job for 60 s", ""),
    *(row for count in (1, 10, 50) for row in (
        Row(f"windows-{count}", f"{count} at once: exec to all windows"),
        Row(f"attachable-{count}", f"{count} at once: exec to all attachable"),
        Row(f"idle-{count}", f"{count} idle: processor time in 30 s"),
        Row(f"idle-own-{count}", f"{count} idle: that of runners and keepers", at_most=0),
        Row(f"end-{count}", f"{count} at once: SIGTERM to nothing left"))),
    Row("list", "`qconnect -l` with 50 sessions"),
    Row("jobs", "`qconnect -l`, qstat answers with 100,000 jobs"),
    Row("jobs-memory", "its memory, peak", "MB"),
    Row("sweep", "`qgui-node sweep`, 1,000 dead sessions"),
    # 18 ms in 500 pairs; in a run's fewer it has been seen at 17 to 21.
    Row("log-in", "`ssh NODE true` through access and adopt", above_floor=0.025),
)
