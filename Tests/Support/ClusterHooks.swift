import Linux
import QGui

/// Slurm with qgui's hooks, as the guide says: on node01 it limits the memory of jobs by itself, on
/// node02 it does not.
extension ClusterRun {
  private static let conf = "/etc/slurm/slurm.conf"

  /// Undone after the test.
  public func installHooks() throws {
    let before = File.read(cluster.path(Self.conf, on: .login)) ?? ""
    let lines = try Guide.commands(.slurmSettings, .slurmTaskSettings)
    for node in Cluster.Host.nodes { try installFiles(on: node) }
    try limitMemory(false, on: .node02)
    try configure(before + lines + "\n")
    atEnd {
      try self.limitMemory(true, on: .node02)
      try self.configure(before)
    }
  }

  /// Without an Epilog nobody cleans up after a job.
  public func removeEpilog() throws {
    let text = File.read(cluster.path(Self.conf, on: .login)) ?? ""
    try configure(text.replacing("\nEpilog=", with: "\n#Epilog="))
  }

  private func installFiles(on node: Cluster.Host) throws {
    let commands = try Guide.commands(.slurmFiles, .slurmTaskFiles)
    // The checkout may lie where hosts cannot look.
    let copy = cluster.path("/tmp/checkout", on: node)
    atEnd { FileTree.remove(copy) }
    try Tool.run("/bin/mkdir", [copy])
    try Tool.run("/bin/cp", ["-r"] + ["pbs", "pam"].map { "\(Repository.root)/\($0)" } + [copy])
    try cluster.run(["sh", "-ec", "cd /tmp/checkout; \(commands)"], on: node)
  }

  private func limitMemory(_ isOn: Bool, on node: Cluster.Host) throws {
    let path = cluster.path("/etc/slurm/cgroup.conf", on: node)
    let (old, new) = isOn ? ("no", "yes") : ("yes", "no")
    let text = File.read(path) ?? ""
    try FileTree.write(
      path, text.replacing("ConstrainRAMSpace=\(old)", with: "ConstrainRAMSpace=\(new)"))
  }

  /// The nodes must have the same text.
  private func configure(_ text: String) throws {
    for host in Cluster.Host.allCases {
      try FileTree.write(cluster.path(Self.conf, on: host), text)
    }
    try cluster.run(["scontrol", "reconfigure"], on: .login)
  }
}
