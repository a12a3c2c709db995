import Glibc
import Linux
import QGui

/// The door of pam/ on the nodes, set up as its guide says. What is changed is changed back after
/// the test.
extension ClusterRun {
  public func installDoor() throws {
    try installHooks()
    for node in Cluster.Host.nodes {
      for path in ["/etc/pam.d/sshd", "/etc/pam.d/common-session"] {
        try keep(cluster.path(path, on: node))
      }
      let commands = try Guide.commands(.doorFiles, .doorLines, .noUserManager)
        // There is no systemd to be told.
        .replacing(/\n.*systemctl.*/, with: "")
      try cluster.run(["sh", "-ec", "cd /tmp/checkout; \(commands)"], on: node)
    }
  }

  /// The same text afterwards.
  private func keep(_ path: String) throws {
    guard let text = File.read(path) else { throw Failed("there is no \(path)") }
    atEnd { try FileTree.write(path, text) }
  }

  /// A line of the site's settings, on the nodes.
  public func setSetting(_ line: String) throws {
    for node in Cluster.Host.nodes {
      let directory = cluster.path("/etc/qgui", on: node)
      atEnd { FileTree.remove(directory) }
      try Tool.run("/bin/mkdir", ["-p", directory])
      try FileTree.write("\(directory)/qgui.conf", line + "\n")
    }
  }

  /// Lets log-ins give a password: `secret`.
  public func allowPasswords() throws {
    for node in Cluster.Host.nodes {
      let path = cluster.path("/etc/ssh/sshd_config", on: node)
      try keep(path)
      let text = File.read(path) ?? ""
      try FileTree.write(
        path, text.replacing("PasswordAuthentication no", with: "PasswordAuthentication yes"))
      try cluster.run(
        ["sh", "-c", "echo \(alice.name):secret | chpasswd; kill -HUP $(cat /run/sshd.pid)"],
        on: node)
    }
    try alice.write("askpass", "#!/bin/sh\necho secret\n", mode: 0o755)
  }

  /// Nobody answers qstat any more.
  public func stopBatchServer() throws {
    atEnd(startBatchServer)
    for server in cluster.processes(on: .login) where server.name == "slurmctld" {
      server.identity.send(SIGTERM)
      try eventually("the server is gone") { !server.identity.isAlive }
    }
  }

  /// From all hosts, until the end of the test.
  public func hideNodeProgram() throws {
    let program = cluster.system.state + "/local/qgui-node"
    try Tool.run("/bin/mv", [program, program + ".hidden"])
    atEnd { try Tool.run("/bin/mv", [program + ".hidden", program]) }
  }

  /// Unless it runs.
  public func startBatchServer() throws {
    func isUp() throws -> Bool {
      try cluster.capture(["scontrol", "ping"], on: .login).output.contains("UP")
    }
    if try isUp() { return }
    try cluster.run(["slurmctld"], on: .login)
    try eventually("the server answers", within: 60) { try isUp() }
  }

  /// A job that sleeps, running.
  public func sleepingJob(
    _ resources: String, as user: ClusterUser? = nil
  ) throws -> ClusterJob {
    let job = try submit("#!/bin/bash\n#PBS -l \(resources)\nexec sleep 995\n", as: user)
    try job.waitUntil(state: "RUNNING")
    return job
  }

  /// What a command over ssh says.
  public func ssh(
    _ node: Cluster.Host, _ command: String, as user: ClusterUser? = nil, options: [String] = []
  ) throws -> Captured {
    try cluster.capture(
      ["ssh"] + options + [node.rawValue, command], on: .login, as: user ?? alice,
      environment: [
        "SSH_ASKPASS": "\((user ?? alice).home)/askpass", "SSH_ASKPASS_REQUIRE": "force",
      ])
  }
}
