import Glibc
import QGui

extension CheckedNode {
  public var programs: ProgramsCheck {
    ProgramsCheck(
      run: program("qgui-run", path: ProgramsCheck.path), node: files.walk(Machine.ownFile))
  }

  public var qstat: QstatCheck {
    guard let path = batchCommand("qstat") else { return QstatCheck(.missing) }
    guard let said = run(path, QstatCheck.arguments) else { return QstatCheck(.silent(path: path)) }
    return QstatCheck(.said(path: path, status: said.status, error: said.error))
  }

  public var sweep: SweepCheck {
    let folder = "/etc/cron.d"
    let tables = ["/etc/crontab"] + (files.names(folder) ?? []).map { "\(folder)/\($0)" }
    return SweepCheck(timer: sweepTimer, tables: tables.map(text), systemd: hasSystemd)
  }

  private var sweepTimer: SweepCheck.Timer {
    let name = "qgui-sweep.timer"
    let isThere = { (folder: String) in files.entry("\(folder)/\(name)") != .missing }
    if isThere("/etc/systemd/system/timers.target.wants") { return .enabled }
    // A package's, or the administrator's (systemd.unit(5)).
    return ["/lib/systemd/system", "/etc/systemd/system"].contains(where: isThere)
      ? .installed : .absent
  }

  public var clock: ClockCheck {
    // Root's alone: others could give a file any time.
    let files = ["/run", "/etc", "/usr/bin", "/usr/lib", "/var/lib"].compactMap { path in
      self.files.changed(path).map { (path: path, time: $0) }
    }
    return ClockCheck(
      now: Int64(time(nil)), newest: files.max { $0.time < $1.time }, synchronized: synchronized)
  }

  /// Asked of systemd alone; timedatectl knows the kernel's own state, whichever service keeps it.
  private var synchronized: Bool? {
    if files.exists("/run/systemd/timesync/synchronized") { return true }
    guard hasSystemd, let timedatectl = command("timedatectl"),
      let said = run(timedatectl, ["show", "--property=NTPSynchronized", "--value"]),
      said.status == 0
    else { return nil }
    return said.output.hasPrefix("yes")
  }
}
