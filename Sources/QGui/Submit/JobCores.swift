/// How many cores of one node a job asks for: 1 to 100000.
public struct JobCores: Hashable, Sendable, CustomStringConvertible {
  /// Where nobody says how many.
  public static let one = JobCores(count: 1)

  public let count: UInt64

  private init(count: UInt64) { self.count = count }

  /// What a user wrote.
  public init(option text: String) throws(JobRequestError) {
    guard let count = strictDecimal(text.utf8, upTo: 100_000), count > 0 else {
      throw JobRequestError(text, "is no number of cores: say 1 to 100000")
    }
    self.count = count
  }

  public var description: String { "\(count)" }
}
