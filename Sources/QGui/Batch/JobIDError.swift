/// A text that should have been a job id.
public struct JobIDError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The text as it came: may be of any length and hold control characters.
  public let text: String
  /// The environment variable that held it; nil when a user typed it.
  public let variable: String?

  public init(text: String, variable: String? = nil) {
    self.text = text
    self.variable = variable
  }

  /// One line, safe to print: what is wrong, and what to do.
  public var description: String {
    let shown = text.printable(limit: 40)
    if let variable {
      return "\(variable) is '\(shown)', not a job id: unset it, or start from the job's script"
    }
    let example = text.utf8.contains(UInt8(ascii: "[")) ? "'442611[3]'" : "442611"
    return "'\(shown)' is not a job id: type the number that qsub printed, such as \(example)"
  }
}
