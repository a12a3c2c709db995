import Glibc
import Linux
import QGui

/// What users and administrators do on the cluster's hosts. What an administrator changes is
/// changed back after the test.
extension ClusterRun {
  /// A command on the log-in node that ends by itself, beside a screen but without a terminal.
  public func answer(_ words: [String], as user: ClusterUser? = nil) throws -> Captured {
    try cluster.capture(
      words, on: .login, as: user ?? alice, environment: ["DISPLAY": ClusterScreen.display])
  }

  /// No job starts.
  public func drainNodes() throws {
    try setNodes("drain", Cluster.Host.nodes)
    atEnd(resumeNodes)
  }

  func setNodes(_ state: String, _ nodes: [Cluster.Host]) throws {
    let names = nodes.map(\.rawValue).joined(separator: ",")
    try cluster.run(
      ["scontrol", "update", "nodename=\(names)", "state=\(state)", "reason=test"], on: .login)
  }

  /// What Slurm has given up.
  public func removeGroups(of job: ClusterJob, on node: Cluster.Host) {
    let groups = leftovers.items.filter { $0.contains("/job_\(job.id)") }
    for group in groups.sorted().reversed() { rmdir(String(group.drop { $0 != "/" })) }
  }

  /// One more line of PAM's `account` rules of sshd, on the nodes.
  public func setLogInRule(_ line: String) throws {
    try writeRule(line + "\n")
    atEnd { try self.writeRule("") }
  }

  private func writeRule(_ text: String) throws {
    for node in Cluster.Host.nodes {
      try FileTree.write(cluster.path("/etc/pam.d/sshd-site", on: node), text)
    }
  }

  /// The log-in shell, on the nodes.
  public func setShell(_ shell: String, of user: ClusterUser) throws {
    for node in Cluster.Host.nodes {
      try cluster.run(["usermod", "--shell", shell, user.name], on: node)
    }
    if shell != "/bin/bash" { atEnd { try self.setShell("/bin/bash", of: user) } }
  }
}

extension Cluster {
  /// Starts a program that runs on by itself.
  public func launch(
    _ words: [String], on host: Host, environment: [String: String] = [:]
  ) throws {
    let script = #"exec setsid -f "$@" > /dev/null 2>&1"#
    let result = try capture(
      ["sh", "-c", script, "launch"] + words, on: host, environment: environment)
    guard result.status == 0 else { throw Failed("\(words) on \(host): \(result.error)") }
  }
}

extension ClusterUser {
  public func makeDirectories(_ path: String) throws {
    var directory = homeOutside
    for name in path.split(separator: "/") {
      directory += "/\(name)"
      mkdir(directory, 0o755)
      lchown(directory, id, group)
    }
  }
}
