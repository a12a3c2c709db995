/// How the display number is chosen: the numbers to try, in order.
///
/// A job's own number where it can be one: people type `:JOBNUMBER`. A subjob shares its number
/// with its siblings, a large number is no display's, and any number may be taken: then, as in a
/// local session, the first free one from 100 up. A number that the user asked for is the only
/// candidate.
public struct DisplayCandidates: Equatable, Sendable {
  public static let firstSubstitute: UInt32 = 100
  /// More taken numbers than this are no accident.
  public static let mostSubstitutes: UInt32 = 10_000

  private var preferred: DisplayNumber?
  private var nextSubstitute: UInt32
  private let lastSubstitute: UInt32

  public init(asked: DisplayNumber) {
    preferred = asked
    nextSubstitute = 1
    lastSubstitute = 0
  }

  /// For a job, or nil for a local session.
  public init(job: JobID?) {
    if let job, job.index == nil, !job.isArrayParent { preferred = DisplayNumber(job.number) }
    nextSubstitute = Self.firstSubstitute
    lastSubstitute = Self.firstSubstitute + Self.mostSubstitutes
  }

  public mutating func next() -> DisplayNumber? {
    if let number = preferred {
      preferred = nil
      return number
    }
    guard nextSubstitute <= lastSubstitute else { return nil }
    defer { nextSubstitute += 1 }
    return DisplayNumber(nextSubstitute)
  }
}
