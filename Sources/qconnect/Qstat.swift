import Linux
import QGui

/// pbsnodes of OpenPBS, where it is.
enum Pbsnodes {
  /// The names of the hosts of all these vnodes, by one question; no vnode is in it whose host cannot
  /// be found out by the deadline.
  static func hosts(of vnodes: [HostName], until deadline: Instant) -> [HostName: [HostName]] {
    let environment = Machine.environment
    guard !vnodes.isEmpty,
      let path = try? BatchCommand.find("pbsnodes", environment: environment)
    else { return [:] }
    let command = Command(
      path: path, arguments: VnodeHost.arguments(vnodes), environment: environment)
    // Its status is 1 where it does not know one of them.
    guard let said = try? Captured.run(command, until: deadline), said.isWhole else { return [:] }
    return VnodeHost.names(of: vnodes, in: said.output)
  }
}

/// qstat, asked in the user's name.
enum Qstat {
  /// In milliseconds.
  private static let patience: UInt64 = 30_000

  /// - Returns: nil when there was no answer in time.
  static func ask(_ arguments: [String]) throws -> Captured? {
    let command = Command(
      path: try Site.batchCommand(
        "qstat", orElse: "qstat is not here: log in to the cluster's login node"),
      arguments: arguments, environment: Machine.environment)
    return try Captured.run(command, until: .after(patience))
  }

  /// About several jobs of the user's own. That there was no answer is an answer as well, so that the
  /// user's other qconnects do not ask again at once.
  static func ask(of jobs: [JobID]) throws -> SharedAnswer {
    guard let said = try ask(["-f"] + jobs.map(\.description)), said.isWhole else {
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
