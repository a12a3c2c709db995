/// One job of a user, as a list of qstat has it.
public struct JobListRow: Equatable, Sendable {
  /// Without its server, whose name OpenPBS may cut.
  public let id: JobID
  /// Safe to print; OpenPBS prints the first 10 characters, Torque 16, Slurm 20.
  public let name: String
  public let state: JobState
  /// The first of the job's hosts, by the fullest of its names, so that `n1` of two domains are two
  /// hosts; nil where it is on none now, and for a whole array.
  public private(set) var host: HostName?
  /// Every name of that host, in the order in which they are tried.
  public private(set) var hostNames: [HostName]
  /// In seconds; nil where qstat prints none. Of a job of PBS that asks for CPU time it is that, until
  /// `init(_:report:)` has put it right.
  public private(set) var requestedTime: UInt64?
  /// In seconds, of the same kind; nil where the job is on no host: Torque prints the requested time
  /// for a job that waits.
  public private(set) var elapsedTime: UInt64?

  public init(
    id: JobID, name: String, state: JobState, host: HostName?, requestedTime: UInt64?,
    elapsedTime: UInt64?
  ) {
    self.id = id
    self.name = name
    self.state = state
    self.host = host
    hostNames = host.map { [$0] } ?? []
    self.requestedTime = requestedTime
    self.elapsedTime = elapsedTime
  }

  /// Nil where the number, the index or the state is not whole.
  init?(_ line: JobListLine) {
    guard let id = Self.id(line.id), line.state.utf8.count == 1 else { return nil }
    let state = JobState(letter: line.state[line.state.startIndex])
    let host = state.isOnHost ? ExecHost(String(line.hosts))?.first : nil
    self.init(
      id: id, name: line.name.printable(limit: 80), state: state, host: host,
      requestedTime: ListedTime.seconds(line.requestedTime),
      elapsedTime: host.flatMap { _ in ListedTime.seconds(line.elapsedTime) })
  }

  /// OpenPBS cuts a long id, and puts a `*` in the last place.
  private static func id(_ word: Substring) -> JobID? {
    let whole = word.prefix { $0 != "." }
    return try? JobID(String(whole.last == "*" ? whole.dropLast() : whole))
  }

  /// The same, with what `qstat -f` says of the job: the list has the host without its domain, and the
  /// CPU time in the place of the time on the clock.
  public init(_ row: JobListRow, report: JobReport) {
    self = row
    if row.host != nil, let host = report.hostNames.last {
      self.host = host
      hostNames = report.hostNames
    }
    if report.limitsCPUTime {
      requestedTime = report.walltime?.seconds
      elapsedTime = report.walltimeUsed
    }
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

  /// Whether a job runs or will.
  var isToCome: Bool {
    switch self {
    case .queued, .held, .waiting, .suspended, .running, .moving, .userBusy: true
    case .exiting, .completed, .finished, .expired, .begun, .moved, .unknown: false
    }
  }
}
