/// What qstat said: the qconnects of one user that wait leave it to each other in a file.
public struct SharedAnswer: Equatable, Sendable {
  public let status: Int32
  public let output: String
  public let error: String

  public init(status: Int32, output: String, error: String) {
    self.status = status
    self.output = output
    self.error = error
  }

  /// `TIME STATUS JOB…`; then qstat's complaint in one line; then what it printed.
  ///
  /// - Parameter now: in milliseconds since this host was started.
  public func text(about jobs: [JobID], now: UInt64) -> String {
    let head = ["\(now)", "\(status)"] + jobs.map(\.description)
    let complaint = error.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "\(head.joined(separator: " "))\n\(complaint)\n\(output)"
  }

  /// - Returns: nil for one that is not about `job`, or not of the last `age` milliseconds.
  public init?(text: String, about job: JobID, now: UInt64, noOlderThan age: UInt64) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false
    ).map { Substring($0) }
    let head = parts[0].split(separator: " ")
    guard parts.count == 3, head.dropFirst(2).contains(Substring(job.description)),
      let time = UInt64(head[0]), let status = Int32(head[1]), time <= now, now - time < age
    else { return nil }
    self.init(status: status, output: String(parts[2]), error: String(parts[1]))
  }
}
