import Glibc
import QGui

extension Instant {
  /// When the oldest process above this one began that belongs to the same session: in a job, its
  /// shell, or what the batch system started it from.
  public static var sessionBegan: Instant {
    let own = ProcFS.statistics(getpid())
    var ticks = own?.startTime ?? 0
    var parent = own?.parent
    while let pid = parent, pid > 1, let above = ProcFS.statistics(pid),
      above.session == own?.session
    {
      ticks = min(ticks, above.startTime ?? ticks)
      parent = above.parent
    }
    let sinceBoot = ticks * 1000 / Machine.ticksPerSecond
    return Instant(milliseconds: sinceBoot - min(sinceBoot, suspended))
  }

  /// For how long the machine itself was suspended, in milliseconds: `/proc` counts that, and this
  /// clock does not (clock_gettime(2)).
  private static var suspended: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    let boot = UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    return boot - min(boot, now.milliseconds)
  }
}

extension Machine {
  /// Of the start times in `/proc` (sysconf(3), `_SC_CLK_TCK`).
  public static var ticksPerSecond: UInt64 { UInt64(sysconf(Int32(_SC_CLK_TCK))) }

  /// Names the time since the node was started (proc(5), `boot_id`).
  public static var bootID: String? {
    File.read("/proc/sys/kernel/random/boot_id").map { String($0.prefix { $0 != "\n" }) }
  }
}
