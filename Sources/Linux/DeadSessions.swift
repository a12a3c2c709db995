import Glibc
import QGui

/// Sessions of this user on this node that nobody takes care of any more: runner and keeper were
/// killed at once. Their lock is free; what is theirs, their record proves.
public struct DeadSessions {
  /// How to end one of them.
  public struct Means {
    /// The node's name, as records have it.
    public let host: String
    /// The command, for an xpra server that outlived its keeper; nil: signals alone.
    public let xpra: String?
    public let environment: [String: String]
    /// Where the record of the end goes, for the name of the session's directory.
    public let endedRecord: (String) -> String
    /// PROGRAM's group, from the record's text.
    public let group: (String) -> (any RemovableGroup)?

    public init(
      host: String, xpra: String?, environment: [String: String],
      endedRecord: @escaping (String) -> String,
      group: @escaping (String) -> (any RemovableGroup)?
    ) {
      self.host = host
      self.xpra = xpra
      self.environment = environment
      self.endedRecord = endedRecord
      self.group = group
    }
  }

  private let means: Means

  public init(_ means: Means) { self.means = means }

  /// Those that `isWanted` by the name of their directory. Each is looked for when its turn has come, and
  /// locked until `release`: there may be more of them than a process may have files.
  public func find(
    _ isWanted: @escaping (String) -> Bool = { _ in true }
  ) -> some Sequence<DeadSession> {
    SessionDirectory.all.lazy.filter { SessionFiles.isSessionName($0.name) && isWanted($0.name) }
      .compactMap { files in
        guard let directory = SessionDirectory.claim(existing: files) else { return nil }
        let record = SessionRecord.read(files.record)
        // Another node's, where nodes share a /tmp: only that one can tell.
        if let record, record.host != means.host {
          directory.unlock()
          return nil
        }
        return DeadSession(directory: directory, record: record, means: means)
      }
  }
}

public struct DeadSession {
  private let directory: SessionDirectory
  private let record: SessionRecord?
  private let means: DeadSessions.Means

  init(directory: SessionDirectory, record: SessionRecord?, means: DeadSessions.Means) {
    self.directory = directory
    self.record = record
    self.means = means
  }

  /// The name of its directory: `JobID.directoryName`, or `local-PID`.
  public var name: String { directory.name }

  /// Whether its directory is there.
  public var isThere: Bool { access(directory.files.directory, F_OK) == 0 }

  private var group: (any RemovableGroup)? { record?[.group].flatMap(means.group) }

  /// What there is of it, for people.
  public var remains: [String] {
    let fields: [SessionRecord.Field] = [.main, .xpra, .xvfb]
    let processes = fields.compactMap { field in
      record?.process(field).flatMap { $0.isAlive ? "\(field.rawValue) \($0.pid)" : nil }
    }
    let display = (record?.display ?? record?.candidate)?.socketPath
    let sockets = [display, record?[.commonSocket]].compactMap { $0 }.filter(SocketFile.isDead)
    let programs = group?.processes.count ?? 0
    return processes + (programs > 0 ? ["\(programs) processes in its group"] : [])
      + sockets.map { "socket \($0)" } + ["directory \(directory.files.directory)"]
  }

  /// Ends what is alive, removes what is there, and keeps the short record of the end.
  public func remove() {
    defer { release() }
    // Killed before it had a record, its first file, it had nothing else either.
    guard let record else { return directory.remove() }
    let server = record.process(.xpra)
    let environment = SessionEnvironment.servers(
      means.environment, display: record.display, files: directory.files,
      mark: record[.mark] ?? "-")
    let tools = Teardown.Tools(
      // To a dead server the command would talk for 20 seconds.
      xpra: server?.isAlive == true ? means.xpra : nil, environment: environment,
      endedRecord: means.endedRecord(directory.name))
    Teardown(
      record, in: directory, group: group, tools: tools, sparedChildren: Set(Children.all)
    ).run(record.endUntold(now: nil, boot: Machine.bootID))
  }

  public func release() { directory.unlock() }
}
