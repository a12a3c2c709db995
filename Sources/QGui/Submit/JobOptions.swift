/// What a user wrote after the options of `qconnect -g`, not yet read.
public struct JobOptions: Equatable, Sendable {
  /// -t.
  public var cores: String?
  /// -m.
  public var memory: String?
  /// -w.
  public var walltime: String?
  /// -q.
  public var queue: String?
  /// -o, each.
  public var lines: [String] = []

  public init() {}
}

extension SettingsValues {
  /// What the options say of the settings, which an administrator may have fixed.
  ///
  /// - Throws: about the first option whose value cannot be read.
  public init(_ options: JobOptions) throws(JobRequestError) {
    jobCores = try value("-t", options.cores, JobCores.init(option:))
    jobMemory = try value("-m", options.memory, memory)
    jobWalltime = try value("-w", options.walltime, WallTime.init(option:))
    jobQueue = try value("-q", options.queue, QueueName.init(option:))
    for line in options.lines {
      if let line = try value("-o", line, JobDirective.init(option:)) { jobOptions.append(line) }
    }
  }
}

/// Reads what follows `option`, which every complaint begins with; nil where it was not given.
func value<Value>(
  _ option: String, _ text: String?, _ read: (String) throws(JobRequestError) -> Value
) throws(JobRequestError) -> Value? {
  guard let text else { return nil }
  do throws(JobRequestError) {
    return try read(text)
  } catch {
    throw JobRequestError("\(option) \(error)")
  }
}

private func memory(_ text: String) throws(JobRequestError) -> MemorySize {
  do throws(MemorySizeError) {
    return try MemorySize(option: text)
  } catch {
    throw JobRequestError(error.description)
  }
}
