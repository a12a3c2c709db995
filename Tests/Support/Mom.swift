import Glibc
import Linux
import QGui

/// A batch system's daemon on a node, as those of OpenPBS and Torque: Tests/Mom. It is contained
/// in a group of the test's own, and what it calls is the program under test.
public struct Mom {
  public enum System: String, CaseIterable, Sendable {
    /// With prologue and epilogue.
    case torque
    /// With a hook in their place.
    case openpbs
  }

  private let node: Node
  private let system: System
  /// The daemon's group; those of its jobs are in it.
  public let group: MemoryTestGroup
  /// With what a site copies from pbs/.
  private let folder: String

  public init(on node: Node, _ system: System) throws {
    self.node = node
    self.system = system
    group = try node.makeGroup(delegatedTo: nil)
    folder = node.commands + "/mom_priv"
    mkdir(folder, 0o755)
    for name in ["prologue", "epilogue", "epilogue.precancel", "qgui_hook.py"] {
      guard let text = File.read("\(Repository.root)/pbs/\(name)") else {
        throw Failed("there is no pbs/\(name)")
      }
      try FileTree.write(
        "\(folder)/\(name)", text.replacing("/usr/local/bin/qgui-node", with: node.qguiNode),
        mode: 0o755)
    }
    // The checkout may lie where users cannot look.
    try Tool.run(
      "/bin/cp", ["try-everything", "fork-bomb", "hide"].map(Self.file) + [node.commands])
  }

  private static func file(_ name: String) -> String { "\(Repository.root)/Tests/Mom/\(name)" }

  /// Starts a job: `resources` as Torque says them, `script` for the user's log-in shell, which has
  /// a PATH of its own.
  ///
  /// - Parameters:
  ///   - options: of Tests/Mom/mom, such as `--interactive`.
  ///   - task: a script for `MomJob.startTask`.
  public func start(
    _ job: String, of user: TestUser, _ resources: String, _ script: String,
    options: [String] = [], task: String? = nil
  ) throws -> MomJob {
    let file = "\(node.commands)/\(job).sh"
    try FileTree.write(file, script + "\n")
    var options = options
    if let task {
      try FileTree.write(file + ".task", task + "\n")
      options += ["--task", file + ".task"]
    }
    let hook = system == .openpbs ? ["--hook", "\(folder)/qgui_hook.py"] : []
    let words =
      [Self.file("mom")] + hook + options + [
        system.rawValue, folder, job, user.name, resources, file,
      ]
    let enter = "echo $$ > '\(group.directory)/cgroup.procs' && exec \"$@\""
    let process = try node.start(
      Command(
        path: "/bin/sh", arguments: ["-c", enter, "mom"] + words,
        environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"]))
    return MomJob(process: process, id: try JobID(job), user: user, daemon: group)
  }
}

/// A job that a `Mom` runs.
public struct MomJob {
  /// The daemon, which ends after the job's epilogue.
  public let process: RunningProcess
  public let id: JobID
  public let user: TestUser
  let daemon: MemoryTestGroup

  /// The job's group.
  public var group: String { "\(daemon.directory)/qgui/\(id.directoryName)" }
  public var processesInGroup: [Int32] {
    (File.read("\(group)/cgroup.procs") ?? "").split(separator: "\n").compactMap { Int32($0) }
  }

  /// What the job printed.
  public var output: String { File.read("\(user.home)/job.out") ?? "" }

  /// Its first process, as root's record has it.
  public var shell: ProcessIdentity? {
    (try? JobRecords())?.read(id.directoryName)?.shell
  }

  /// pbsdsh, mpiexec.
  public func startTask() { process.send(SIGUSR1) }

  /// qdel.
  public func delete() { process.send(SIGTERM) }

  /// Waits until it is over, its epilogue too.
  ///
  /// - Returns: the exit status of each part: prologue, job, epilogue.
  public func end(within seconds: UInt64 = 30) throws -> [String: Int32] {
    _ = try process.exitStatus(within: seconds)
    let lines = process.output.split(separator: "\n").map { $0.split(separator: " ") }
    return Dictionary(
      lines.compactMap { words in Int32(words[1]).map { (String(words[0]), $0) } },
      uniquingKeysWith: { $1 })
  }
}
