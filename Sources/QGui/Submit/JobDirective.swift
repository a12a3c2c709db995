/// One more line of `#PBS` for a job's script, whatever a site's batch system wants there.
///
/// 1 to 1000 bytes without control characters.
public struct JobDirective: Hashable, Sendable, CustomStringConvertible {
  /// What follows `#PBS `.
  public let description: String

  /// What a user wrote, with or without `#PBS `, once or more often.
  public init(option text: String) throws(JobRequestError) {
    let line = withoutPrefixes(text.trimmed)
    guard !line.isEmpty else {
      throw JobRequestError(text, "is no line of #PBS: say one, such as '-m ae'")
    }
    guard line.utf8.count <= 1000 else {
      throw JobRequestError(text, "is longer than 1000 bytes: say it in several lines")
    }
    guard line.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      throw JobRequestError(text, "has a control character: say a single line without")
    }
    // qsub would take the script's next line for a part of it.
    guard line.utf8.last != UInt8(ascii: "\\") else {
      throw JobRequestError(text, "ends with a backslash: say it without")
    }
    description = String(line)
  }
}

/// Some have it in what they copy, and write it once more: qsub would take the second one for a file.
private func withoutPrefixes(_ text: Substring) -> Substring {
  var line = text
  while let rest = afterPrefix(line) { line = rest.trimmed }
  return line
}

/// Nil for a line without it.
private func afterPrefix(_ line: Substring) -> Substring? {
  let prefix = "#PBS"
  guard line.utf8.starts(with: prefix.utf8) else { return nil }
  let rest = line.utf8.dropFirst(prefix.utf8.count)
  let isAlone = rest.first.map { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? true
  return isAlone ? Substring(rest) : nil
}
