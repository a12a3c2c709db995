import Glibc
import Linux
import QGui

/// What qstat says of a job on a real PBS.
extension ClusterJob {
  /// `qstat -f`, of finished jobs too: its attributes by their names in small letters, as the two
  /// systems differ in them.
  public func attributes() throws -> [String: String] {
    let options = cluster.system == .openpbs ? ["-x", "-f", "-w"] : ["-f", "-1"]
    let said = try cluster.capture(["qstat"] + options + [id], on: .login)
    guard said.status == 0 else { return [:] }
    var attributes: [String: String] = [:]
    for line in said.output.split(separator: "\n") {
      guard let sign = line.firstRange(of: " = ") else { continue }
      let name = line[..<sign.lowerBound].filter { $0 != " " && $0 != "\t" }.lowercased()
      if attributes[name] == nil { attributes[name] = String(line[sign.upperBound...]) }
    }
    return attributes
  }

  /// The letter of its state; nil for a job that the server has forgotten.
  public func letter() throws -> String? { try attributes()["job_state"] }

  public func waitUntil(letter: String, within seconds: UInt64 = 60) throws {
    var last: String?
    try eventually("job \(id) is \(letter), not \(last ?? "gone")", within: seconds, every: 200) {
      last = try self.letter()
      return last == letter
    }
  }

  /// Waits until clients can attach, and says on which node; throws at once for a job that has ended.
  @discardableResult
  public func waitUntilAttachable(within seconds: UInt64 = 30) throws -> Cluster.Host {
    try eventually("job \(id) is attachable; it says: \(error)", within: seconds, every: 100) {
      if let record, record.state == .attachable { return node }
      if let letter = try letter(), "FC".contains(letter) {
        throw Failed("job \(id) has ended; it says: \(error)")
      }
      return nil
    }
  }

  public func waitUntilRunning() throws { try waitUntil(letter: "R") }

  public func waitUntilEnded(within seconds: UInt64 = 60) throws {
    try waitUntil(letter: cluster.system == .openpbs ? "F" : "C", within: seconds)
  }

  /// `Exit_status` of a job that has ended, as the batch system counts it: 256 + n for a signal.
  public func batchStatus(within seconds: UInt64 = 60) throws -> Int32 {
    try waitUntilEnded(within: seconds)
    let text = try attributes()["exit_status"]
    guard let status = text.flatMap({ Int32($0) }) else {
      throw Failed("job \(id) has no exit status: \(try attributes())")
    }
    return status
  }

  /// `qconnect --why`, on the login node.
  public func why() throws -> String {
    let said = try cluster.capture(["qconnect", "--why", id], on: .login, as: user)
    return said.output + said.error
  }

  /// qalter, qhold, qsig and others of its user, with this job as the last word.
  public func command(_ words: String..., asRoot: Bool = false) throws {
    try cluster.run(words + [id], on: .login, as: asRoot ? nil : user)
  }
}

extension ClusterJob {
  /// The number without an array's brackets.
  public var number: String { String(id.prefix { $0 != "[" }) }

  /// A subjob of this array.
  public func subjob(_ index: Int) -> ClusterJob {
    ClusterJob(id: "\(number)[\(index)]", user: user, cluster: cluster)
  }

  /// As files on a node name it: `7` or `7_1`.
  public var fileName: String {
    id.replacing("[", with: "_").replacing("]", with: "")
  }
}
