/// What PROGRAM's user is told in time.
public enum Warning: Equatable, Sendable {
  /// PROGRAM's memory comes near its limit; `isJobs`: that of the whole job, display and all.
  case memory(used: MemorySize, limit: MemorySize, isJobs: Bool)
  /// The kernel has killed a process of PROGRAM's at the limit.
  case memoryKill(MemoryReading)
  /// The job comes near its end. `left` in seconds.
  case walltime(WallTime, left: UInt64)

  /// Not more than one of a cause is told within `WarningPace.pause`.
  public enum Cause: String, CaseIterable, Sendable {
    case memory, memoryKill, walltime
  }

  public var cause: Cause {
    switch self {
    case .memory: .memory
    case .memoryKill: .memoryKill
    case .walltime: .walltime
    }
  }

  /// One line without a full stop: what comes, and what to do. `program` is to be safe to print.
  public func sentence(program: String) -> String {
    switch self {
    case .memory(let used, let limit, let isJobs):
      "\(isJobs ? "the job" : program) uses \(used.approximate) of its memory limit of"
        + " \(limit.approximate) (\(percent(used, limit)) %): save your work, or close something"
    case .memoryKill(let reading):
      "a process of \(program) reached \(reading.limitInWords) and was killed: \(reading.advice)"
    case .walltime(let walltime, let left):
      "the job ends in \(timeInWords(left)), at its walltime of \(walltime): save your work"
    }
  }

  /// What the command of `on-warning` is called with, before the sentence: the cause, and per cent
  /// of the limit or seconds left. Nil for what comes too late to save anything.
  public var words: [String]? {
    switch self {
    case .memory(let used, let limit, _): [cause.rawValue, "\(percent(used, limit))"]
    case .walltime(_, let left): [cause.rawValue, "\(left)"]
    case .memoryKill: nil
    }
  }
}

private func percent(_ used: MemorySize, _ limit: MemorySize) -> UInt64 {
  // Of the largest limits the last digits do not count.
  limit.bytes == 0 ? 100 : used.bytes / max(1, limit.bytes / 100)
}

private func minutesInWords(_ minutes: UInt64) -> String {
  minutes == 0 ? "" : " and \(minutes) minute\(minutes == 1 ? "" : "s")"
}

private func timeInWords(_ seconds: UInt64) -> String {
  switch seconds {
  case 0...1: "a moment"
  case 2..<100: "\(seconds) seconds"
  case 100..<10_770: "\((seconds + 30) / 60) minutes"
  default: "\((seconds + 30) / 3600) hours" + minutesInWords((seconds + 30) / 60 % 60)
  }
}
