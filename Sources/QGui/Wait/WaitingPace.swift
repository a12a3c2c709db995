/// When the batch server may be asked again about a job that waits: it serves a whole cluster, and
/// a job that has waited long will wait longer.
public struct WaitingPace: Equatable, Sendable {
  /// Between two questions about a job that is not new, in milliseconds.
  public static let shortestPause: UInt64 = 10_000
  /// In milliseconds, before what chance adds.
  public static let longestPause: UInt64 = 60_000

  /// Before all others, for a job that was submitted a moment ago: where there is room it runs in a few
  /// seconds. In milliseconds.
  public static let pausesOfNew: [UInt64] = [2_000, 3_000]

  private var early: ArraySlice<UInt64>
  private var pause = Self.shortestPause

  /// - Parameter isNew: whether the job was submitted a moment ago.
  public init(isNew: Bool = false) { early = isNew ? Self.pausesOfNew[...] : [] }

  /// How long to wait after a question, in milliseconds: each time a third longer, and up to a
  /// fifth more by chance.
  ///
  /// - Parameter random: any number, each as likely as the others.
  public mutating func next(random: UInt32) -> UInt64 {
    if let first = early.popFirst() { return Jitter.added(to: first, random: random) }
    defer { pause = min(Self.longestPause, pause + pause / 3) }
    return Jitter.added(to: pause, random: random)
  }
}
