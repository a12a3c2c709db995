/// How long a job may run, and until when.
public struct TimeLimit: Equatable, Sendable {
  public let walltime: WallTime
  /// When it is over, in milliseconds of the node's monotonic clock.
  public let end: UInt64

  /// - Parameter begun: when the job began on this node, in milliseconds of the same clock.
  public init(_ walltime: WallTime, begun: UInt64) {
    self.walltime = walltime
    end = begun + walltime.seconds * 1000
  }

  /// From when on, in milliseconds of the same clock, a job that is ended has had its time: the batch
  /// system's clock may have begun some seconds before the job did, as a prologue takes time.
  public var nearEnd: UInt64 { end - min(end, 30_000, walltime.seconds * 100) }

  /// Whether a job that is ended now has had its time. Where it runs on long after that, it has another
  /// end than was thought.
  public func isOver(now: UInt64) -> Bool { (nearEnd...end + Self.patience).contains(now) }

  /// How long a batch system may let a job run on, in milliseconds: Slurm has a setting for it,
  /// `OverTimeLimit`.
  private static let patience: UInt64 = 600_000

  /// Milliseconds; 0 once it is over.
  public func left(now: UInt64) -> UInt64 { end - min(end, now) }
}

extension TimeLimit {
  /// How the record has it: the walltime in seconds, and the end.
  public var text: String { "\(walltime.seconds) \(end)" }

  public init?(text: String) {
    let numbers = text.split(separator: " ").map { strictDecimal($0.utf8, upTo: largest) }
    guard numbers.count == 2, let walltime = numbers[0].flatMap(WallTime.init(seconds:)),
      let end = numbers[1]
    else { return nil }
    self.walltime = walltime
    self.end = end
  }
}

/// No clock of a node and no walltime is larger.
private let largest: UInt64 = 1 << 59

extension WallTime {
  /// What Torque says in a job's environment, in seconds (qsub(1B), `PBS_WALLTIME`).
  public static func ofTorque(_ environment: [String: String]) -> WallTime? {
    environment["PBS_WALLTIME"].flatMap { strictDecimal($0.utf8, upTo: largest) }
      .flatMap(WallTime.init(seconds:))
  }
}
