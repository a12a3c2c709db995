import QGui

/// What a batch system would start on the node: who runs it, and what the job script says.
public struct Job: Sendable {
  public var user: TestUser
  /// `PBS_JOBID`; nil outside of any batch system.
  public var id: String?
  /// qgui-run's.
  public var options: [String] = []
  public var program: [String]
  /// Beside HOME, USER, PATH and the job's id.
  public var environment: [String: String] = [:]
  /// Where the job is contained.
  public var group: MemoryTestGroup?
  /// What root does before, as in mounts of this job alone: shell commands.
  public var preparation: String?
  /// The job script; `"$@"` is the qgui-run command.
  public var script = #"exec "$@""#

  public init(_ program: [String], of user: TestUser, id: String? = "442611") {
    self.program = program
    self.user = user
    self.id = id
  }
}

extension Job {
  /// As batch systems start it: by root, who enters the job's group and becomes the user.
  func command(qguiRun: String, path: String) -> Command {
    let enter = group.map { "echo $$ > '\($0.directory)/cgroup.procs' && " } ?? ""
    let inner = Command(
      path: "/bin/sh", arguments: ["-c", script, "job", qguiRun] + options + program,
      environment: [:])
    let asUser = user.command(inner)
    let outer = "cd '\(user.home)' && umask 077 && \(enter)exec \"$@\""
    let batch = ["/bin/sh", "-c", outer, "batch", asUser.path] + asUser.arguments
    let words = prepared + batch
    return Command(
      path: words[0], arguments: Array(words.dropFirst()), environment: variables(path: path))
  }

  private var prepared: [String] {
    preparation.map {
      ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", $0 + #"; exec "$@""#, "root"]
    } ?? []
  }

  func variables(path: String) -> [String: String] {
    var variables = [
      "HOME": user.home, "USER": user.name, "LOGNAME": user.name, "PATH": path,
      "LANG": "C.UTF-8",
    ]
    variables["PBS_JOBID"] = id
    return variables.merging(environment) { _, own in own }
  }
}
