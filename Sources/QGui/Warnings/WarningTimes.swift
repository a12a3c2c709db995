/// How long before a job's end its user is told: the value of `walltime-warnings`.
public struct WarningTimes: Equatable, Sendable, CustomStringConvertible {
  /// The longest first.
  public let times: [WallTime]

  /// More than these nobody reads.
  private static let most = 10

  /// In seconds: nobody is told more often than `WarningPace` allows, and one may be told late, as the
  /// batch system is asked before.
  private static let apart = (WarningPace.pause + WalltimeWarnings.answerPatience) / 1000

  public static let builtIn = WarningTimes([1800, 600, 120].compactMap(WallTime.init(seconds:)))

  private init(_ times: [WallTime]) { self.times = times }

  /// `none`, or times as `30m 10m 2m`, with blanks or commas between them.
  public init(option text: String) throws(JobRequestError) {
    var times: Set<WallTime> = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) where text != "none" {
      times.insert(try WallTime(option: String(word)))
    }
    guard text == "none" || (1...Self.most).contains(times.count) else {
      throw JobRequestError(text, "is no list of times: say none, or up to ten such as 30m 10m 2m")
    }
    let sorted = times.sorted { $0.seconds > $1.seconds }
    guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0.seconds - $1.seconds >= Self.apart })
    else {
      throw JobRequestError(
        text, "has times that are less than \(Self.apart) seconds apart: leave one out")
    }
    self.init(sorted)
  }

  public var description: String {
    times.isEmpty ? "none" : times.map(\.description).joined(separator: " ")
  }
}
