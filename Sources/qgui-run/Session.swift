import Cgroups
import Glibc
import Linux
import QGui

/// A session that is ours to start: its directory is locked, its memory group is made.
struct Session {
  let plan: SessionPlan
  let tools: DisplayTools
  let directory: SessionDirectory
  let group: MemoryGroup?
  let record: SessionRecord
  /// In a job, where its batch system may say why it ends it.
  let output: JobOutput?

  var files: SessionFiles { directory.files }

  /// How long to wait for the teardown of a session of the same job, in milliseconds: a requeued
  /// job may meet it.
  private static let claimPatience: UInt64 = Runner.teardownPatience

  static func claim(_ plan: SessionPlan, _ tools: DisplayTools) throws -> Session {
    try Children.becomeSubreaper()
    for dead in DeadSessions(plan, tools).find() { dead.remove() }
    let key = plan.job?.key ?? "local-\(getpid())"
    let directoryName = plan.job?.directoryName ?? key
    let directory = try claimDirectory(directoryName, of: key, for: plan)
    directory.empty()
    var record = SessionRecord(
      job: key, host: plan.host, program: plan.programName, mark: Self.newMark())
    record[.boot] = Machine.bootID
    record[.runner] = ProcessIdentity.current.text
    record[.socket] = directory.files.socket
    record[.terminal] = plan.isTerminal ? directory.files.terminal : nil
    record[.containment] = plan.containment.name
    record[.limit] = plan.containment.limit.map { "\($0.bytes)" }
    let group = plan.group(name: "qgui-\(directoryName)")
    record[.group] = group?.location.recordText
    do {
      // First the record: what is made after it can be told to be ours.
      try File.replace(directory.files.record, record.text)
      try make(group, plan.containment.limit)
      return Session(
        plan: plan, tools: tools, directory: directory, group: group, record: record,
        output: plan.job == nil ? nil : JobOutput(ofSession: getsid(0)))
    } catch {
      directory.remove()
      throw error
    }
  }

  private static func claimDirectory(
    _ name: String, of key: String, for plan: SessionPlan
  ) throws -> SessionDirectory {
    let deadline = Instant.after(claimPatience)
    while true {
      // Once there is something to remove, nothing may end us unprepared.
      try SignalSource.hold(RunnerProcess.handledSignals)
      do {
        return try SessionDirectory.claim(name)
      } catch .busy(let record) {
        SignalSource.letGo()
        let isLive = record?.state != .ending && record?.process(.runner)?.isAlive == true
        if isLive || Instant.now >= deadline { throw taken(record, key, plan) }
        usleep(20_000)
      } catch .system(let error) {
        throw Refusal(ExitStatus.failed, "\(error): look at /tmp on this node")
      }
    }
  }

  /// - Parameter record: of the session that is there.
  private static func taken(
    _ record: SessionRecord?, _ key: String, _ plan: SessionPlan
  ) -> Refusal {
    let mark = plan.environment[SessionEnvironment.programMark]
    let advice =
      mark != nil && mark == record?[.mark]
      ? "this is in it: \(plan.programName) without qgui-run is on its display"
      : "qconnect --end \(ShellWord.quoted(key)) ends it"
    return Refusal(ExitStatus.failed, "job \(key) has a session on this node already: \(advice)")
  }

  private static func make(_ group: MemoryGroup?, _ limit: MemorySize?) throws {
    guard let group, let limit else { return }
    do {
      try group.make(limit: limit)
    } catch {
      throw Refusal(
        ExitStatus.failed, "\(error): the memory cgroup cannot be made: try --containment off")
    }
  }

  private static func newMark() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }

  /// Splits into keeper and runner; returns, in the runner, PROGRAM's exit status.
  func run() throws -> Int32 {
    let inherited = Set(Children.all)
    let runnersEnd: LineChannel
    let keepersEnd: LineChannel
    let pid: Int32
    do {
      (runnersEnd, keepersEnd) = try LineChannel.pair()
      pid = try Children.fork()
    } catch {
      // Nobody else would ever remove them.
      group?.remove(until: .now)
      directory.remove()
      throw error
    }
    if pid == 0 {
      runnersEnd.close()
      KeeperProcess.run(self, channel: keepersEnd)
    }
    keepersEnd.close()
    return try RunnerProcess.run(self, channel: runnersEnd, keeper: pid, inherited: inherited)
  }

  func teardown(_ record: SessionRecord, sparing spared: Set<Int32> = []) -> Teardown {
    Teardown(
      record, in: directory, group: group,
      tools: Teardown.Tools(
        xpra: tools.xpra, environment: serversEnvironment(record.display),
        endedRecord: plan.endedRecord(of: directory.name)),
      sparedChildren: spared)
  }

  /// The job's own, with the mark of what is the session's and not PROGRAM's.
  var askingEnvironment: [String: String] {
    plan.environment.merging([SessionEnvironment.serverMark: record[.mark] ?? "-"]) { _, ours in
      ours
    }
  }

  func serversEnvironment(_ display: DisplayNumber?) -> [String: String] {
    SessionEnvironment.servers(
      plan.environment, display: display, files: files, mark: record[.mark] ?? "-")
  }
}
