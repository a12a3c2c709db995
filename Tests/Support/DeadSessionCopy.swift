import Glibc
import Linux
import QGui

/// Sessions that were killed as a whole: nothing but files is left of them.
extension RunningSession {
  /// Kills everything of it at once, as the end of a job's cgroup does.
  public func killAsACgroupDoes() throws {
    try waitUntil(.programStarted)
    let processes = processes
    // Stopped first: nobody sees another's end.
    for process in processes { process.send(SIGSTOP) }
    for process in processes { process.send(SIGKILL) }
    _ = try exitStatus()
    try eventually("session \(files.name) is dead") { processes.allSatisfy { !$0.isAlive } }
  }

  /// Another dead session of the same user, with the number `job`, made of this dead one.
  public func copyDead(as job: UInt64, changing change: (inout SessionRecord) -> Void = { _ in })
    throws
  {
    guard var record = SessionRecord.read(files.record) else {
      throw Failed("\(files.record) is no record")
    }
    let copy = SessionFiles(directory: "/tmp/qgui-\(self.job.user.id)/\(job)")
    let display = DisplayNumber(job)!
    record[.job] = "\(job)"
    record[.display] = "\(display.number)"
    record[.candidate] = "\(display.number)"
    record[.socket] = copy.socket
    record[.commonSocket] = nil
    change(&record)
    mkdir(copy.directory, 0o700)
    try File.create(copy.record, record.text.utf8)
    try UnixSocket.makeDeaf(display.socketPath)
    for path in [copy.directory, copy.record, display.socketPath] { self.job.user.own(path) }
  }
}
