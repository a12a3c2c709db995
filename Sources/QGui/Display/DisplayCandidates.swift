/// How the display number is chosen: the numbers to try, in order.
///
/// A job's own number where it can be one: people type `:JOBNUMBER`. A subjob shares its number
/// with its siblings, a large number is no display's, and any number may be taken: then, as in a
/// local session, the first free one from 100 up. Where many in a row are taken somebody means it,
/// and the rest are numbers that nobody can foresee. A number that the user asked for is the only
/// candidate.
public struct DisplayCandidates: Equatable, Sendable {
  public static let firstSubstitute: UInt32 = 100
  public static let substitutesInARow: UInt32 = 32
  public static let unforeseen: ClosedRange<UInt32> = 1_000_000...2_000_000_000

  private var rest: [DisplayNumber]

  public init(asked: DisplayNumber) { rest = [asked] }

  /// For a job, or nil for a local session; `unforeseen` are random numbers of that range.
  public init(job: JobID?, unforeseen: [UInt32]) {
    rest = []
    if let job, job.index == nil, !job.isArrayParent, let own = DisplayNumber(job.number) {
      rest.append(own)
    }
    let inARow = Self.firstSubstitute..<(Self.firstSubstitute + Self.substitutesInARow)
    rest += (inARow + unforeseen).compactMap { DisplayNumber($0) }
  }

  public mutating func next() -> DisplayNumber? { rest.isEmpty ? nil : rest.removeFirst() }
}
