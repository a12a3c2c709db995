import Glibc
import QGui
import SystemPackage

/// Takes a session down, step by step, and leaves nothing of it on the node but the short record
/// of how it ended.
public struct Teardown {
  private let record: SessionRecord
  private let directory: SessionDirectory
  private let group: (any RemovableGroup)?
  private let tools: Tools
  private let sparedChildren: Set<Int32>

  /// The commands and the environment that ending a session takes.
  public struct Tools: Sendable {
    /// Nil where there is no server that could be told.
    public let xpra: String?
    public let environment: [String: String]
    /// Where the record of the end goes.
    public let endedRecord: String

    public init(xpra: String?, environment: [String: String], endedRecord: String) {
      self.xpra = xpra
      self.environment = environment
      self.endedRecord = endedRecord
    }
  }

  /// `group` is PROGRAM's cgroup; `sparedChildren` are children of this process that are none of
  /// the session's.
  public init(
    _ record: SessionRecord, in directory: SessionDirectory, group: (any RemovableGroup)?,
    tools: Tools, sparedChildren: Set<Int32> = []
  ) {
    self.record = record
    self.directory = directory
    self.group = group
    self.tools = tools
    self.sparedChildren = sparedChildren
  }

  /// - Parameter last: called when the record of the end is to be written: gives the reason as it is
  ///   known then.
  public func run(_ reason: EndReason, last: (EndReason) -> EndReason = { $0 }) {
    var ending = record
    ending[.state] = SessionRecord.State.ending.rawValue
    ending[.end] = reason.text
    try? File.replace(directory.files.record, ending.text)
    for step in TeardownStep.plan(record) {
      perform(step) {
        ending[.state] = SessionRecord.State.ended.rawValue
        ending[.end] = last(reason).text
        EndedRecords.keep(ending, at: tools.endedRecord)
      }
    }
  }

  private func perform(_ step: TeardownStep, keepRecord: () -> Void) {
    switch step {
    case .endPrograms: endPrograms()
    case .stopXpra(let server): stopXpra(server)
    case .endXvfb(let server):
      end(server, SIGTERM, patience: TeardownStep.xvfbPatience)
    case .reapOrphans: reapOrphans()
    case .removeSocket(let path): SocketFile.removeDead(path)
    case .removeKeymap(let path): OwnFile.remove(path)
    case .removeGroup: group?.remove(until: .after(TeardownStep.killPatience))
    case .removeDirectory: directory.remove()
    case .keepRecord: keepRecord()
    }
  }

  /// By cgroup where there is one, and by the session's mark: a program may have left the group.
  private func endPrograms() {
    let marked = MarkedProcesses(SessionMark(SessionEnvironment.programMark, of: record))
    let groups: [(any ProcessGroup)?] = [group, marked]
    for programs in groups.compactMap({ $0 }) {
      programs.end(
        patience: TeardownStep.programsPatience, bound: TeardownStep.killPatience,
        sparing: sparedChildren.union([getpid()]))
    }
  }

  private func stopXpra(_ server: ProcessIdentity?) {
    let earliestEnd = Instant.after(TeardownStep.stopCommandRuns)
    let command = startStopCommand()
    if let server {
      server.send(SIGCONT)
      end(server, SIGTERM, patience: TeardownStep.xpraPatience)
    }
    guard let command else { return }
    // Beside the signal it has nothing left to do.
    _ = command.waitForEnd(until: earliestEnd)
    end(command, SIGKILL, patience: TeardownStep.killPatience)
  }

  private func startStopCommand() -> ProcessIdentity? {
    guard let xpra = tools.xpra, let null = try? File.null else { return nil }
    defer { try? null.close() }
    let command = XpraServer.stopCommand(
      path: xpra, socket: directory.files.socket, environment: tools.environment)
    let pid = try? Spawn.start(
      command, descriptors: .init(input: null, output: null, error: null), newSession: true)
    return pid.flatMap(ProcessIdentity.of)
  }

  /// `signal`, after `patience` milliseconds SIGKILL, and the reaping if it is our child.
  private func end(_ process: ProcessIdentity, _ signal: Int32, patience: UInt64) {
    process.send(signal)
    if !process.waitForEnd(until: .after(patience)) {
      process.send(SIGKILL)
      _ = process.waitForEnd(until: .after(TeardownStep.killPatience))
    }
    _ = Children.reap(process.pid)
  }

  private func reapOrphans() {
    let marked = MarkedProcesses(SessionMark(SessionEnvironment.serverMark, of: record))
    for orphans in [OwnChildren(except: sparedChildren), marked] as [any ProcessGroup] {
      orphans.end(
        patience: TeardownStep.orphansPatience, bound: TeardownStep.killPatience,
        sparing: [getpid()])
    }
  }
}
