/// A memory kill by the kernel, as the session's end tells it.
public struct MemoryKill: Equatable, Sendable {
  /// PROGRAM's exit status, which may be its launcher's own.
  public let status: Int32
  public let reading: MemoryReading

  public init(status: Int32, reading: MemoryReading) {
    self.status = status
    self.reading = reading
  }

  public init?(text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, let status = Int32(words[0]) else { return nil }
    let sizes = words.dropFirst().map { UInt64($0).map { MemorySize(bytes: $0) } }
    self.init(
      status: status, reading: MemoryReading(limit: sizes[0], job: sizes[1], peak: sizes[2]))
  }

  public var text: String {
    let sizes = [reading.limit, reading.job, reading.peak].map { $0.map { "\($0.bytes)" } ?? "-" }
    return "\(status) " + sizes.joined(separator: " ")
  }

  public func sentence(program: String) -> String {
    "\(program) reached \(reading.limitInWords) and was killed: \(reading.advice)"
  }
}

/// What is known of a limit that was reached.
public struct MemoryReading: Equatable, Sendable {
  /// PROGRAM's limit.
  public let limit: MemorySize?
  /// The job's, where PROGRAM's is that less a reserve for the display.
  public let job: MemorySize?
  /// The most that was used.
  public let peak: MemorySize?

  public init(limit: MemorySize?, job: MemorySize?, peak: MemorySize?) {
    self.limit = limit
    self.job = job
    self.peak = peak
  }

  /// For example `its memory limit of 300 MB (the job's 400 MB less 100 MB for the display; peak
  /// 300 MB)`; or, where program and display together met the job's limit first, that one.
  public var limitInWords: String {
    guard let limit else {
      return "the job's memory limit" + (job.map { " of \($0.approximate)" } ?? "")
    }
    if let job, let peak, peak.bytes < limit.bytes / 100 * 95 {
      return "the job's memory limit of \(job.approximate)"
        + " (together with the display; its own peak \(peak.approximate))"
    }
    let reserve = job.map { job in
      "the job's \(job.approximate) less"
        + " \(MemorySize(bytes: job.bytes - min(job.bytes, limit.bytes)).approximate) for the display"
    }
    let details = [reserve, peak.map { "peak \($0.approximate)" }].compactMap { $0 }
    let inBrackets = details.isEmpty ? "" : " (\(details.joined(separator: "; ")))"
    return "its memory limit of \(limit.approximate)\(inBrackets)"
  }

  public var advice: String {
    guard let largest = job ?? limit else { return "ask for more with mem=" }
    return "ask for mem=\(largest.nextRequest)"
  }
}
