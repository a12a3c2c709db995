import Glibc
import Linux
import QGui
import Testing

/// One test's work on the cluster. At its end nothing of its users may be left on any host.
public final class ClusterRun {
  public let cluster: Cluster
  public let screen: ClusterScreen
  public var alice: ClusterUser { cluster.alice }
  public var bob: ClusterUser { cluster.bob }
  private let scratch: String
  private let before: ClusterLeftovers
  private var processes: [RunningProcess] = []
  private var cleanUps: [() throws -> Void] = []

  /// How soon after the end of `body` nothing may be left, in seconds.
  public static let promised: UInt64 = 5

  /// Runs `body`, checks that nothing is left, and cleans up in reverse order.
  public static func run(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: (ClusterRun) throws -> Void
  ) throws {
    let run = try ClusterRun()
    defer { run.cleanUp() }
    try body(run)
    if let left = run.leftovers(within: promised) {
      Issue.record("left behind:\n\(left)", sourceLocation: sourceLocation)
    }
  }

  private init() throws {
    guard let cluster = Cluster.current else { throw Failed("the suite lacks .onOneCluster") }
    self.cluster = cluster
    screen = ClusterScreen(cluster: cluster)
    scratch = try FileTree.makeTemporary("/tmp/cluster-test")
    before = ClusterLeftovers.of(cluster)
  }

  public var leftovers: ClusterLeftovers { .of(cluster).subtracting(before) }

  /// What is still there after `seconds`; nil for nothing.
  public func leftovers(within seconds: UInt64) -> ClusterLeftovers? {
    _ = try? eventually("nothing is left", within: seconds) { leftovers.isEmpty }
    let left = leftovers
    return left.isEmpty ? nil : left
  }

  /// Called after the test, the last one first.
  public func atEnd(_ action: @escaping () throws -> Void) { cleanUps.append(action) }

  // MARK: cleaning up

  private func cleanUp() {
    // The hooks of a PBS see the end of jobs that a test has left. Its server may be down.
    if cluster.system != .slurm { try? endJobs() }
    for action in cleanUps.reversed() {
      do { try action() } catch { Issue.record(error) }
    }
    do { try endJobs() } catch { Issue.record(error) }
    removeEverything()
    for process in processes { process.stop() }
    FileTree.remove(scratch)
  }

  /// Everything that the users have.
  public func removeEverything() {
    endStrays()
    for host in Cluster.Host.allCases { removeFiles(on: host) }
    for user in cluster.users { user.cleanHome() }
  }

  /// Of a test that failed, or whose job was not to end.
  private func endJobs() throws {
    for user in cluster.users {
      for words in cluster.system.endJobs(of: user.name) {
        _ = try cluster.capture(words, on: .login)
      }
    }
    try eventually("no job is left", within: 60, every: 100) {
      // A job of a PBS waits for its processes before root's epilogue is called.
      if cluster.system != .slurm { killStrays() }
      return try cluster.run(cluster.system.listJobs, on: .login).isEmpty
    }
  }

  /// Processes that a test has left: reported before, ended here.
  private func endStrays() {
    _ = try? eventually("no process of the tests' users is left") { killStrays() }
  }

  @discardableResult
  private func killStrays() -> Bool {
    let users = Set(cluster.users.map(\.id))
    let strays = Cluster.Host.allCases.flatMap(cluster.processes).filter {
      users.contains($0.user)
    }
    for stray in strays { stray.identity.send(SIGKILL) }
    return strays.isEmpty
  }

  private func removeFiles(on host: Cluster.Host) {
    let users = Set(cluster.users.map(\.id))
    for directory in ["/tmp", "/tmp/.X11-unix", "/dev/shm"].map({ cluster.path($0, on: host) }) {
      for path in Directory.names(directory).map({ "\(directory)/\($0)" }) {
        if let owner = FileTree.status(path)?.st_uid, users.contains(owner) {
          FileTree.remove(path)
        }
      }
    }
  }
}

// MARK: starting

extension ClusterRun {
  /// Submits a job script as a user does: writes it and types qsub.
  public func submit(
    _ script: String, as user: ClusterUser? = nil, options: [String] = []
  ) throws -> ClusterJob {
    let user = user ?? alice
    try user.write("job.pbs", script)
    let said = try cluster.run(["qsub"] + options + ["job.pbs"], on: .login, as: user)
    guard let line = said.split(whereSeparator: \.isNewline).last, let id = try? JobID(String(line))
    else { throw Failed("qsub says: \(said)") }
    return ClusterJob(id: id.key, user: user, cluster: cluster)
  }

  /// A job that becomes one `qgui-run`.
  public func submit(
    running words: String, memory: String = "1gb", as user: ClusterUser? = nil,
    options: [String] = []
  ) throws -> ClusterJob {
    try submit(
      """
      #!/bin/bash
      #PBS -l nodes=1:ppn=1,mem=\(memory)
      exec qgui-run \(words)

      """, as: user, options: options)
  }

  /// Opens a terminal on the log-in node and types a command.
  public func terminal(
    _ words: [String], as user: ClusterUser? = nil, environment: [String: String] = [:]
  ) throws -> ClusterTerminal {
    let line = words.map(ShellWord.quoted).joined(separator: " ")
    let keyboard = "\(scratch)/keyboard-\(processes.count)"
    guard mkfifo(keyboard, 0o600) == 0 else { throw Failed("no \(keyboard): errno \(errno)") }
    let variables = ["DISPLAY": ClusterScreen.display].merging(environment) { _, own in own }
    let command = cluster.command(
      ["script", "--quiet", "--return", "--flush", "--command", line, "/dev/null"], on: .login,
      as: user ?? alice, environment: variables)
    return try ClusterTerminal(keyboard: keyboard) { typed in try start(typed(command)) }
  }

  /// `qconnect JOB` on a terminal.
  public func qconnect(_ job: ClusterJob, options: [String] = []) throws -> ClusterTerminal {
    try terminal(["qconnect", job.id] + options, as: job.user)
  }

  /// Starts a command that has no terminal.
  public func start(
    _ words: [String], on host: Cluster.Host, as user: ClusterUser? = nil,
    environment: [String: String] = [:]
  ) throws -> RunningProcess {
    try start(cluster.command(words, on: host, as: user, environment: environment))
  }

  private func start(_ command: Command) throws -> RunningProcess {
    let file = "\(scratch)/process-\(processes.count)"
    let process = try RunningProcess(
      command, outputFile: file + ".out", errorFile: file + ".err")
    processes.append(process)
    return process
  }
}
