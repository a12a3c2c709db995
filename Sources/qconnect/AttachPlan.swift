import Glibc
import Linux
import QGui

/// What a user asked for.
struct AttachPlan {
  let target: AttachTarget
  let qguiRun: String
  let extra: [String]
  let verbose: Bool

  /// In milliseconds.
  private static let qstatPatience: UInt64 = 30_000

  /// Finds the node.
  func resolved() throws -> ResolvedPlan {
    let node: HostName? =
      switch target {
      case .display: nil
      case .job(let job): try Self.remoteNode(of: job)
      }
    return ResolvedPlan(plan: self, node: node, nonce: Self.newNonce())
  }

  /// Nil when the job runs on this very machine.
  private static func remoteNode(of job: JobID) throws -> HostName? {
    let command = Command(
      path: try program("qstat", orElse: "qstat is not here: log in to the cluster's log-in node"),
      arguments: ["-f", job.description], environment: Machine.environment)
    guard let said = try Captured.run(command, until: .after(qstatPatience)) else {
      let seconds = qstatPatience / 1000
      throw Ending(
        ExitStatus.tryAgain, "qstat did not answer within \(seconds) s: try again later")
    }
    let answer = QstatAnswer.decide(
      job: job, user: Machine.user.name, exitStatus: said.status, stdout: said.output,
      stderr: said.error)
    switch answer {
    case .refuse(let status, let line): throw Ending(status, line)
    case .attach(_, let host): return host.isSameMachine(as: Machine.hostName) ? nil : host
    }
  }

  /// The client's own settings, and the client with them.
  func clientCommand(directory: String) throws -> (settings: [String: String], Command) {
    let environment = Machine.environment
    let settings = XpraClient.settings(directory: directory, hasSessionBus: hasSessionBus)
    let xpra = try AttachPlan.program("xpra", orElse: Preconditions.noClient)
    return (
      settings,
      XpraClient.command(
        path: xpra, directory: directory, target: target, extra: extra,
        environment: environment.merging(settings) { _, ours in ours })
    )
  }

  /// libdbus finds a bus by its address, or at the place where systemd has it.
  private var hasSessionBus: Bool {
    if Machine.environment["DBUS_SESSION_BUS_ADDRESS"]?.isEmpty == false { return true }
    guard let runtime = Machine.environment["XDG_RUNTIME_DIR"] else { return false }
    return access(runtime + "/bus", F_OK) == 0
  }

  static func program(_ name: String, orElse complaint: String) throws -> String {
    do { return try ProgramPath.find(name, path: Machine.environment["PATH"]) } catch {
      throw Ending(ExitStatus.unavailable, complaint)
    }
  }

  private static func newNonce() -> String {
    AttachHello.nonce(from: (.random(in: .min ... .max), .random(in: .min ... .max)))
  }
}

/// A plan whose node is known.
struct ResolvedPlan {
  let plan: AttachPlan
  /// Nil for this very machine.
  let node: HostName?
  let nonce: String

  var place: String { node?.description ?? "this machine" }

  func nodeCommand() throws -> Command {
    guard let node else {
      let path = try AttachPlan.program(
        plan.qguiRun,
        orElse: "there is no qgui-run here: give its place with --qgui-run or in QGUI_RUN")
      return NodeCommand.local(
        path: path, target: plan.target, nonce: nonce, environment: Machine.environment)
    }
    let ssh = try AttachPlan.program(
      "ssh", orElse: "ssh is not installed here: apt install openssh-client")
    return NodeCommand.ssh(
      path: ssh, node: node, qguiRun: plan.qguiRun, target: plan.target, nonce: nonce,
      environment: Machine.environment)
  }

  /// Notes for the node which job this is about, before ssh logs in there.
  func note() {
    if let node, case .job(let job) = plan.target { AttachingNote.write(job, node: node) }
  }

  /// One a line, for a shell.
  func printCommands() throws {
    print(ShellWord.line(try nodeCommand()))
    let directory = ClientProcess.parents[0] + "/\(ClientProcess.directoryName)-XXXXXX"
    let (settings, client) = try plan.clientCommand(directory: directory)
    print(ShellWord.line(client, environment: settings))
  }
}
