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

  /// Whether a job that is ended now has had its time. The batch system's clock may have begun some
  /// seconds before the job did: a prologue takes time.
  public func isOver(now: UInt64) -> Bool { now + min(30_000, walltime.seconds * 100) >= end }

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
