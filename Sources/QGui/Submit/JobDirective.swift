/// One more line of `#PBS` for a job's script, whatever a site's batch system wants there.
///
/// 1 to 1000 bytes without control characters.
public struct JobDirective: Hashable, Sendable, CustomStringConvertible {
  /// What follows `#PBS `.
  public let description: String

  /// What a user wrote, with or without `#PBS `.
  public init(option text: String) throws(JobRequestError) {
    let line = withoutPrefix(text.trimmed)
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

private func withoutPrefix(_ text: Substring) -> Substring {
  let prefix = "#PBS"
  guard text.utf8.starts(with: prefix.utf8) else { return text }
  let rest = text.utf8.dropFirst(prefix.utf8.count)
  guard let next = rest.first else { return "" }
  return next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") ? Substring(rest).trimmed : text
}
