/// Why a job cannot be asked for as it was: one line, safe to print, what is wrong and what to say.
public struct JobRequestError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }

  init(_ value: String, _ complaint: String) {
    description = "'\(value.printable(limit: 40))' \(complaint)"
  }
}
