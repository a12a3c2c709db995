import Glibc
import Linux
import QGui

/// Three hosts with a real batch system and real log-ins between them: Tests/Cluster, Tests/Live.
public struct Cluster: Sendable {
  @TaskLocal public static var current: Cluster?

  public enum Host: String, CaseIterable, Sendable {
    case login, node01, node02

    public static let nodes: [Host] = [.node01, .node02]
  }

  public let system: ClusterSystem
  public let alice: ClusterUser
  public let bob: ClusterUser
  public var users: [ClusterUser] { [alice, bob] }

  /// Brings Slurm's up, with the programs under test on every PATH.
  static func start() throws -> Cluster {
    let system = ClusterSystem.slurm
    // An old one would be kept, with its old jobs and the programs of its time.
    try system.control("down")
    try system.control("up")
    let programs = ["qgui-run", "qconnect", "qgui-node"].map { "\(system.programs)/\($0)" }
    let mom = ["try-everything", "fork-bomb"].map { "\(Repository.root)/Tests/Mom/\($0)" }
    try Tool.run("/bin/cp", programs + mom + ["\(system.state)/local/"])
    try Tool.run("/bin/chmod", ["-R", "a+rX", "\(system.state)/local"])
    let cluster = try Cluster(of: system)
    try ClusterScreen(cluster: cluster).start()
    return cluster
  }

  /// The one that is up.
  init(of system: ClusterSystem) throws {
    self.system = system
    alice = try .named("alice", below: system.state)
    bob = try .named("bob", below: system.state)
  }

  func stop() throws { try system.control("down") }
}

extension ClusterSystem {
  /// A verb of the script. What it prints goes to a file: the hosts' daemons would keep a pipe open.
  func control(_ words: String...) throws {
    let log = try FileTree.makeTemporary("/tmp/cluster-\(words[0])")
    defer { FileTree.remove(log) }
    let process = try RunningProcess(
      command(words), outputFile: log + "/out", errorFile: log + "/err")
    let status = try process.exitStatus(within: 120)
    guard status == 0 else { throw Failed("\(self) \(words): \(process.output)\(process.error)") }
  }

  func command(_ words: [String]) -> Command {
    Command(path: script, arguments: words, environment: variables)
  }
}

// MARK: commands

extension Cluster {
  /// What runs `words` on a host; as root for nil.
  public func command(
    _ words: [String], on host: Host, as user: ClusterUser? = nil,
    environment: [String: String] = [:]
  ) -> Command {
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    return system.command(
      ["exec", host.rawValue, "--user", user?.name ?? "root", "--", "env"] + variables + words)
  }

  /// Runs a short command to its end.
  public func capture(
    _ words: [String], on host: Host, as user: ClusterUser? = nil,
    environment: [String: String] = [:]
  ) throws -> Captured {
    try Tool.capture(command(words, on: host, as: user, environment: environment))
  }

  /// The same, with what it printed; throws unless it exits with status 0.
  @discardableResult
  public func run(_ words: [String], on host: Host, as user: ClusterUser? = nil) throws -> String {
    let result = try capture(words, on: host, as: user)
    guard result.status == 0 else {
      throw Failed(
        "\(words) on \(host) exits with \(result.status): \(result.output)\(result.error)")
    }
    return result.output
  }
}

// MARK: what is on a host, seen from outside

extension Cluster {
  /// The first process of a host. Its root directory is the host's.
  func initPid(_ host: Host) -> Int32? {
    let text = File.read("\(system.state)/\(host)/pid") ?? ""
    return text.split(whereSeparator: \.isWhitespace).first.flatMap { Int32($0) }
  }

  /// A file of a host.
  public func path(_ path: String, on host: Host) -> String {
    "/proc/\(initPid(host) ?? 0)/root\(path)"
  }

  /// The processes of a host, with the numbers that they have outside.
  public func processes(on host: Host) -> [ProcessEntry] {
    guard let pid = initPid(host), let namespace = pidNamespace(pid) else { return [] }
    return ProcessTable.all.filter { pidNamespace($0.pid) == namespace }
  }

  public func processes(of user: ClusterUser, on host: Host) -> [ProcessEntry] {
    processes(on: host).filter { $0.user == user.id }
  }

  private func pidNamespace(_ pid: Int32) -> UInt64? {
    var status = stat()
    return stat("/proc/\(pid)/ns/pid", &status) == 0 ? UInt64(status.st_ino) : nil
  }
}

/// A user of the cluster, whose home all hosts share.
public struct ClusterUser: Sendable {
  public let name: String
  public let id: UInt32
  public let group: UInt32

  /// As the hosts name it.
  public var home: String { "/home/\(name)" }
  /// The same, seen from outside.
  public let homeOutside: String

  static func named(_ name: String, below state: String) throws -> ClusterUser {
    let home = "\(state)/home/\(name)"
    guard let status = FileTree.status(home) else {
      throw Failed("the cluster has no user \(name)")
    }
    return ClusterUser(name: name, id: status.st_uid, group: status.st_gid, homeOutside: home)
  }

  /// A file in the home, of the user's own.
  public func write(_ name: String, _ text: String, mode: mode_t = 0o644) throws {
    var above = homeOutside
    for directory in name.split(separator: "/").dropLast() {
      above += "/\(directory)"
      if mkdir(above, 0o755) == 0 { lchown(above, id, group) }
    }
    try FileTree.write("\(homeOutside)/\(name)", text, mode: mode)
    lchown("\(homeOutside)/\(name)", id, group)
  }

  public func read(_ name: String) -> String? { File.read("\(homeOutside)/\(name)") }

  /// Removes what was not there at the beginning.
  func cleanHome() {
    for name in Directory.names(homeOutside) where name != ".ssh" {
      FileTree.remove("\(homeOutside)/\(name)")
    }
  }
}
