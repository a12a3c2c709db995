import Glibc
import Linux
import QGui
import Testing

/// What the tests of qconnect do beside it.
extension ClusterRun {
  /// The job that a `qconnect -g` on this terminal has submitted.
  public func job(submittedBy terminal: ClusterTerminal) throws -> ClusterJob {
    guard let found = terminal.text.firstMatch(of: /submitted job ([0-9]+)/) else {
      throw Failed("the terminal names no job; it shows: \(terminal.text)")
    }
    return ClusterJob(id: String(found.1), user: alice, cluster: cluster)
  }

  /// What people type to find it.
  public func expectListed(_ job: ClusterJob, as name: String) throws {
    let line = "qstat -u \(job.user.name) -n -1 | grep \(name)"
    let said = try cluster.run(["sh", "-c", line], on: .login, as: job.user)
    #expect(said.split(separator: "\n").contains { $0.hasPrefix("\(job.id) ") }, "\(said)")
  }

  /// A qstat before the real one on the PATH, that counts how often it is called.
  public func countQstat() throws -> QstatCalls {
    try alice.makeDirectories("counting")
    let file = "\(alice.home)/counting/calls"
    try alice.write(
      "counting/qstat", "#!/bin/sh\necho \"$*\" >> \(file)\nexec /usr/bin/qstat \"$@\"\n",
      mode: 0o755)
    return QstatCalls(user: alice, directory: "\(alice.home)/counting")
  }

  // MARK: nodes

  public func resumeNodes() throws { try resume(Cluster.Host.nodes) }

  /// Slurm refuses it for a node that is not drained.
  private func resume(_ nodes: [Cluster.Host]) throws {
    for node in nodes {
      let state = try cluster.run(["sinfo", "-h", "-n", node.rawValue, "-o", "%T"], on: .login)
      if state.contains("drain") { try setNodes("resume", [node]) }
    }
  }

  public func drainNode(_ node: Cluster.Host) throws {
    try setNodes("drain", [node])
    atEnd { try self.resume([node]) }
  }

  /// The daemon; the others are for a log-in each.
  public func sshServer(on node: Cluster.Host) throws -> ProcessEntry {
    let all = cluster.processes(on: node).filter { $0.name.hasPrefix("sshd") }
    let numbers = Set(all.map(\.pid))
    guard let daemon = all.first(where: { !numbers.contains($0.parent) }) else {
      throw Failed("no sshd runs on \(node)")
    }
    return daemon
  }

  /// The log-in daemon and everybody's log-ins.
  public func stopSSHServer(on node: Cluster.Host) throws {
    atEnd { try self.startSSHServer(on: node) }
    try eventually("no sshd runs on \(node)") {
      let daemons = cluster.processes(on: node).filter { $0.name.hasPrefix("sshd") }
      for daemon in daemons { daemon.identity.send(SIGKILL) }
      return daemons.isEmpty
    }
  }

  public func startSSHServer(on node: Cluster.Host) throws {
    guard !cluster.processes(on: node).contains(where: { $0.name.hasPrefix("sshd") }) else {
      return
    }
    try cluster.run(["/usr/sbin/sshd", "-E", "/var/log/sshd.log"], on: node)
  }

  public enum LinkState: String { case up, down }

  /// The network of a node.
  public func setLink(_ state: LinkState, of node: Cluster.Host) throws {
    if state == .down { atEnd { try self.setLink(.up, of: node) } }
    try cluster.run(["ip", "link", "set", node.rawValue, state.rawValue], on: .login)
  }

  /// The site's settings on a host.
  public func setSettings(_ text: String, on host: Cluster.Host) throws {
    let directory = cluster.path("/etc/qgui", on: host)
    atEnd { FileTree.remove(directory) }
    try Tool.run("/bin/mkdir", ["-p", directory])
    try FileTree.write("\(directory)/qgui.conf", text)
  }
}

/// How often a user's qstat was called.
public struct QstatCalls {
  let user: ClusterUser
  let directory: String

  /// Words before a command that is to use it.
  public var environment: [String] { ["env", "PATH=\(directory):/usr/local/bin:/usr/bin:/bin"] }

  public var count: Int {
    (user.read("counting/calls") ?? "").split(separator: "\n").count
  }
}

// MARK: names

extension ClusterRun {
  /// On the login node the nodes have their full names and no others, and their keys with them.
  public func renameNodes(adding suffix: String) throws {
    let names = Cluster.Host.nodes.map(\.rawValue)
    for file in ["/etc/hosts"] + knownHosts {
      try change(file) { text in
        names.reduce(text) { $0.replacing("\($1)", with: "\($1)\(suffix)") }
      }
    }
  }

  public func forgetHostKeys() throws {
    for file in knownHosts { try change(file) { _ in "" } }
  }

  private var knownHosts: [String] {
    ["/etc/ssh/ssh_known_hosts", "\(alice.home)/.ssh/known_hosts"]
  }

  /// A file of the login node, as before after the test.
  private func change(_ file: String, _ body: (String) -> String) throws {
    let path = cluster.path(file, on: .login)
    guard let text = File.read(path) else { throw Failed("there is no \(path)") }
    atEnd { try FileTree.write(path, text) }
    try FileTree.write(path, body(text))
  }
}
