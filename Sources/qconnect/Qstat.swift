import Linux
import QGui

/// pbsnodes of OpenPBS, where it is.
enum Pbsnodes {
  /// In milliseconds.
  private static let patience: UInt64 = 10_000

  /// Of the host of `vnode`; none where that cannot be found out.
  static func hosts(of vnode: HostName) -> [HostName] {
    guard let path = try? ProgramPath.find("pbsnodes", path: Machine.environment["PATH"]) else {
      return []
    }
    let command = Command(
      path: path, arguments: VnodeHost.arguments(vnode), environment: Machine.environment)
    guard let said = try? Captured.run(command, until: .after(patience)), said.status == 0 else {
      return []
    }
    return VnodeHost.names(of: vnode, in: said.output)
  }
}

/// qstat, asked in the user's name.
enum Qstat {
  /// In milliseconds.
  private static let patience: UInt64 = 30_000

  /// - Returns: nil when there was no answer in time.
  static func ask(_ arguments: [String]) throws -> Captured? {
    let command = Command(
      path: try Site.program(
        "qstat", orElse: "qstat is not here: log in to the cluster's log-in node"),
      arguments: arguments, environment: Machine.environment)
    return try Captured.run(command, until: .after(patience))
  }

  /// About several jobs of the user's own. Silence is an answer as well: nobody is to ask again at
  /// once.
  static func ask(of jobs: [JobID]) throws -> SharedAnswer {
    guard let said = try ask(["-f"] + jobs.map(\.description)) else {
      return SharedAnswer(status: ExitStatus.ssh, output: "", error: "no answer")
    }
    return SharedAnswer(status: said.status, output: said.output, error: said.error)
  }

  /// - Throws: `Ending` when there was no answer in time.
  static func answer(_ arguments: [String]) throws -> Captured {
    guard let said = try ask(arguments) else {
      throw Ending(
        ExitStatus.tryAgain, "qstat did not answer within \(patience / 1000) s: try again later")
    }
    return said
  }
}
