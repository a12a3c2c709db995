import Glibc
import Linux
import QGui

/// A job of the batch system.
public struct ClusterJob: Sendable {
  public let id: String
  public let user: ClusterUser
  let cluster: Cluster

  /// What qgui-run and the batch system wrote.
  public var error: String { user.read("job.pbs.e\(id)") ?? "" }
  public var output: String { user.read("job.pbs.o\(id)") ?? "" }

  /// The title, a regular expression, of a window that qconnect shows.
  public func title(_ own: String) -> String { "^\(own) \\(job \(id)\\)$" }

  // MARK: its session

  /// The node that has its session.
  public var node: Cluster.Host? {
    Cluster.Host.nodes.first { FileTree.exists(files(on: $0).record) }
  }

  public func files(on node: Cluster.Host) -> SessionFiles {
    SessionFiles(directory: cluster.path("/tmp/qgui-\(user.id)/\(fileName)", on: node))
  }

  public var record: SessionRecord? {
    node.flatMap { SessionRecord.read(files(on: $0).record) }
  }

  /// What the record said at the session's end.
  public func endedRecord(on node: Cluster.Host) -> SessionRecord? {
    let record = SessionRecord.read(
      StateFiles.endedRecord(
        environment: [:], home: user.homeOutside, jobDirectoryName: fileName, host: node.rawValue))
    return record?.hasEnded == true ? record : nil
  }

  /// Waits for a moment of its session, and says on which node it is.
  @discardableResult
  public func waitUntil(_ moment: Moment) throws -> Cluster.Host {
    try eventually("\(moment) of job \(id); it says: \(error)", within: 60) {
      guard let record, moment.isReached(record) else { return nil }
      return node
    }
  }

  /// The process of its session that has this name.
  public func process(_ name: String, on node: Cluster.Host) throws -> ProcessEntry {
    try eventually("job \(id) has a process \(name)") {
      cluster.processes(of: user, on: node).first { $0.name == name }
    }
  }

  // MARK: what the batch system says

  /// For example `JobState`.
  public func attribute(_ name: String) throws -> String {
    let said = try cluster.run(["scontrol", "--oneliner", "show", "job", id], on: .login)
    let prefix = name + "="
    let word = said.split(separator: " ").first { $0.hasPrefix(prefix) }
    return word.map { String($0.dropFirst(prefix.count)) } ?? ""
  }

  public func waitUntil(state: String, within seconds: UInt64 = 60) throws {
    var last = ""
    try eventually("job \(id) is \(state), not \(last)", within: seconds) {
      last = try attribute("JobState")
      return last == state
    }
  }

  /// Its exit status, once the batch system is done with it.
  public func exitStatus(within seconds: UInt64 = 60) throws -> Int32 {
    let ended = ["COMPLETED", "FAILED", "CANCELLED", "OUT_OF_MEMORY", "TIMEOUT"]
    try eventually("job \(id) ends", within: seconds) {
      try ended.contains(attribute("JobState"))
    }
    let status = try attribute("ExitCode").split(separator: ":").first.flatMap { Int32($0) }
    guard let status else { throw Failed("job \(id) has no exit status") }
    return status
  }

  public func delete() throws { try cluster.run(["qdel", id], on: .login, as: user) }
}
