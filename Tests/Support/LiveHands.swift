import Glibc
import Linux
import QGui

/// What administrators do on the hosts of a real PBS, by the verbs of Tests/Live.
extension ClusterRun {
  public enum Hooks: String, Sendable { case scripts, hook, none }

  public var system: ClusterSystem { cluster.system }

  /// The hooks that the guide tells for this system.
  public static func recommendedHooks(_ system: ClusterSystem) -> Hooks {
    system == .openpbs ? .hook : .scripts
  }

  /// Those of the guide, or others; the same for the next test.
  public func installHooks(_ hooks: Hooks) throws { try system.control("hooks", hooks.rawValue) }

  /// OpenPBS's own hook pbs_cgroups, until the end of the test.
  public func enablePBSCgroups() throws {
    atEnd { try self.system.control("cgroups", "False") }
    try system.control("cgroups", "True")
  }

  public enum AccessRules: String, Sendable { case qgui, pbssimpleauth }

  /// pam/README.md on both nodes, until the end of the test.
  public func installAccess(_ rules: AccessRules = .qgui) throws {
    atEnd { try self.system.control("access", "off") }
    try system.control("access", rules.rawValue)
  }

  /// Kills the mom of a node, and starts it with this option.
  public func restartMom(of node: Cluster.Host, _ option: String?) throws {
    let words = option.map { [$0] } ?? []
    if words.isEmpty {
      try system.control("mom", node.rawValue)
    } else {
      try system.control("mom", node.rawValue, words[0])
    }
  }

  /// The ids of all jobs that have not ended.
  public func livingJobs() throws -> [String] {
    try cluster.run(system.listJobs, on: .login).split(separator: "\n").map(String.init)
  }

  public func stopServer() throws {
    atEnd { try? self.system.control("server", "start") }
    try system.control("server", "stop")
  }

  public func startServer() throws { try system.control("server", "start") }

  public func crash(_ node: Cluster.Host) throws {
    atEnd { try self.bootIfDown(node) }
    try system.control("crash", node.rawValue)
  }

  public func boot(_ node: Cluster.Host) throws { try system.control("boot", node.rawValue) }

  private func bootIfDown(_ node: Cluster.Host) throws {
    guard let pid = cluster.initPid(node), kill(pid, 0) == 0 else { return try boot(node) }
  }

  /// What the system's log of a node says of a job since the test began.
  public func log(of job: ClusterJob, on node: Cluster.Host) -> [String] {
    let text = File.read(cluster.path("/var/log/syslog", on: node)) ?? ""
    return text.split(separator: "\n").map(String.init).filter {
      $0.contains("qgui-node") && $0.contains("job \(job.id) ")
    }
  }
}

/// What qsub is told, in the words of each system.
extension ClusterRun {
  /// One core and this much memory on a node.
  public func one(on node: Cluster.Host, memory: String, walltime: String? = nil) -> [String] {
    let time = walltime.map { ["-l", "walltime=\($0)"] } ?? []
    switch system {
    case .openpbs: return ["-l", "select=1:ncpus=1:mem=\(memory):host=\(node)"] + time
    default: return ["-l", "nodes=\(node):ppn=1,mem=\(memory)"] + time
    }
  }

  /// One core on each node, with this many megabytes on each of them; node01 is the first host.
  public func both(megabytes: Int) -> [String] {
    switch system {
    case .openpbs:
      let chunks = Cluster.Host.nodes.map { "1:ncpus=1:mem=\(megabytes)mb:host=\($0)" }
      return ["-l", "select=" + chunks.joined(separator: "+"), "-l", "place=scatter"]
    default:
      return ["-l", "nodes=node01:ppn=1+node02:ppn=1,mem=\(2 * megabytes)mb"]
    }
  }

  /// An array of two subjobs, 1 and 2.
  public var arrayOfTwo: [String] { [system == .openpbs ? "-J" : "-t", "1-2"] }

  /// A job script as a file, submitted with these options.
  public func submitBash(_ lines: String, _ options: [String], as user: ClusterUser? = nil) throws
    -> ClusterJob
  {
    try submit("#!/bin/bash\n\(lines)\n", as: user, options: options)
  }
}

extension ClusterRun {
  /// The job of a `qsub -I` on this terminal, once its shell is there.
  public func interactiveJob(on terminal: ClusterTerminal) throws -> ClusterJob {
    try terminal.waitUntil(shows: "ready")
    guard let found = terminal.text.firstMatch(of: /job ([0-9]+)\.login ready/) else {
      throw Failed("the terminal names no job; it shows: \(terminal.text)")
    }
    return ClusterJob(id: String(found.1), user: alice, cluster: cluster)
  }

  /// The job that qsub has named.
  public func job(named said: String) throws -> ClusterJob {
    let line = said.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    return ClusterJob(id: try JobID(line).key, user: alice, cluster: cluster)
  }
}
