/// How long a job may run.
public struct WallTime: Hashable, Sendable, CustomStringConvertible {
  /// 1 to 359999999, which is 99999:59:59.
  public let seconds: UInt64

  /// What a user wrote: `HH:MM:SS` with up to 5 digits of hours, or minutes, hours or days as
  /// `90m`, `8h`, `2d`.
  ///
  /// Stricter than qsub: PBS takes `8:00` for 8 minutes and `8` for 8 seconds, Slurm for 8 minutes.
  public init(option text: String) throws(JobRequestError) {
    guard let seconds = ofClock(text) ?? ofUnit(text), seconds <= longest else {
      throw JobRequestError(text, complaint(text))
    }
    guard seconds > 0 else {
      throw JobRequestError(text, "is no time at all: say how long the job may run, such as 8h")
    }
    self.seconds = seconds
  }

  /// - Returns: nil for 0, and for more than `longest`.
  public init?(seconds: UInt64) {
    guard (1...longest).contains(seconds) else { return nil }
    self.seconds = seconds
  }

  /// Twice the time, where that can be asked for.
  var doubled: WallTime { WallTime(seconds: seconds * 2) ?? self }

  /// `HH:MM:SS`, as all three systems take it.
  public var description: String {
    [seconds / 3600, seconds / 60 % 60, seconds % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}

private let longest: UInt64 = 99_999 * 3600 + 59 * 60 + 59

private func ofClock(_ text: String) -> UInt64? {
  let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
  guard parts.count == 3, let hours = number(parts[0]), let minutes = sixtieth(parts[1]),
    let seconds = sixtieth(parts[2])
  else { return nil }
  return hours * 3600 + minutes * 60 + seconds
}

private func ofUnit(_ text: String) -> UInt64? {
  let units: [Character: UInt64] = ["m": 60, "h": 3600, "d": 86_400]
  guard let last = text.last, let unit = units[last],
    let count = strictDecimal(text.utf8.dropLast(), upTo: longest)
  else { return nil }
  return count * unit
}

/// Up to 5 digits, zeros in front among them.
private func number(_ digits: Substring.UTF8View) -> UInt64? {
  guard (1...5).contains(digits.count), digits.allSatisfy(\.isASCIIDigit) else { return nil }
  return digits.reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
}

private func sixtieth(_ digits: Substring.UTF8View) -> UInt64? {
  guard digits.count == 2, let value = number(digits), value < 60 else { return nil }
  return value
}

/// What to write for a text that no two systems read alike.
private func complaint(_ text: String) -> String {
  if ofClock("\(text):00") != nil,
    let minutes = number(text.utf8.prefix { $0 != UInt8(ascii: ":") })
  {
    return "is \(minutes) minutes to PBS, not hours: say \(text):00 or \(minutes)m"
  }
  if number(text[...].utf8) != nil {
    return "has no unit: say \(text)h or \(text)m; PBS takes a bare number for seconds"
  }
  return "is no walltime: say it like 08:00:00, 90m, 8h or 2d"
}
