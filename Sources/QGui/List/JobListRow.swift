/// One job of a user, as a list of qstat has it.
public struct JobListRow: Equatable, Sendable {
  /// Without its server, whose name OpenPBS may cut.
  public let id: JobID
  /// Safe to print; OpenPBS prints the first 10 characters, Torque 16, Slurm 20.
  public let name: String
  public let state: JobState
  /// The first of the job's hosts; nil where it is on none now, and for a whole array.
  public let host: HostName?
  /// In seconds; nil where qstat prints none. Of a job of PBS that asks for CPU time it is that.
  public let requestedTime: UInt64?
  /// In seconds, of the same kind; nil where the job is on no host: Torque prints the requested time
  /// for a job that waits.
  public let elapsedTime: UInt64?

  public init(
    id: JobID, name: String, state: JobState, host: HostName?, requestedTime: UInt64?,
    elapsedTime: UInt64?
  ) {
    self.id = id
    self.name = name
    self.state = state
    self.host = host
    self.requestedTime = requestedTime
    self.elapsedTime = elapsedTime
  }

  /// Nil where the number, the index or the state is not whole.
  init?(_ line: JobListLine) {
    guard let id = try? JobID(String(line.id.prefix { $0 != "." })), line.state.utf8.count == 1
    else { return nil }
    let state = JobState(letter: line.state[line.state.startIndex])
    let host = state.isOnHost ? ExecHost(String(line.hosts))?.first : nil
    self.init(
      id: id, name: line.name.printable(limit: 80), state: state, host: host,
      requestedTime: ListedTime.seconds(line.requestedTime),
      elapsedTime: host.flatMap { _ in ListedTime.seconds(line.elapsedTime) })
  }

  /// In seconds; nil where it is not known.
  public var timeLeft: UInt64? {
    guard let requestedTime, let elapsedTime else { return nil }
    return requestedTime - min(requestedTime, elapsedTime)
  }
}

extension JobState {
  /// Torque goes on printing the hosts of a job that has ended.
  fileprivate var isOnHost: Bool {
    switch self {
    case .running, .suspended, .exiting: true
    default: false
    }
  }
}
