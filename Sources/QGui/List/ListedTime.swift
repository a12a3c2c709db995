/// A time in a list of qstat: `HH:MM` on OpenPBS and Slurm, `HH:MM:SS` on Torque, `--` for none.
enum ListedTime {
  /// In seconds. OpenPBS and Slurm cut it after five characters: of `100:30` they print `100:3`,
  /// which counts as half an hour, and of 1000 hours `1000:`.
  ///
  /// - Returns: nil for any other form. What Slurm prints of no limit is cut before its colon.
  static func seconds(_ text: Substring) -> UInt64? {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), (1...7).contains(parts[0].count),
      parts.dropFirst().allSatisfy({ $0.count <= 2 }),
      parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) })
    else { return nil }
    return (UInt64(Substring(parts[0])) ?? 0) * 3600 + sixtieths(parts[1]) * 60
      + (parts.count == 3 ? sixtieths(parts[2]) : 0)
  }

  /// The number whose second digit may be cut.
  private static func sixtieths(_ digits: Substring.UTF8View) -> UInt64 {
    (UInt64(Substring(digits)) ?? 0) * (digits.count == 1 ? 10 : 1)
  }
}
