/// What a user reads about the memory of a job that they submitted without saying how much.
public enum MemoryNote {
  /// One line, without the program's name; nil where the job's memory was said.
  ///
  /// - Parameters:
  ///   - job: what the batch server says of it.
  ///   - isAsked: whether an option or a setting said how much, or a line that was added.
  ///   - builtIn: `default-memory`, as this host's settings have it.
  public static func line(_ job: JobReport, isAsked: Bool, default builtIn: MemorySize?) -> String?
  {
    guard !isAsked else { return nil }
    let more = "use -m, or job-memory in qgui.conf"
    if let memory = job.memory ?? job.requestedMemory {
      return
        "job \(job.id.key) has \(memory) of memory, the batch system's default: for more, \(more)"
    }
    if let builtIn {
      return
        "job \(job.id.key) asks for no memory; its program may use \(builtIn): for more, \(more)"
    }
    return "job \(job.id.key) asks for no memory, and has no limit of its own: \(more)"
  }
}

extension JobRequest {
  /// Whether an option, a setting or a line that was added says how much memory the job has.
  public var saysMemory: Bool {
    let resources: Set = ["mem", "pmem", "vmem", "pvmem"]
    let names = RequestedResources(directives).names
    return memory != nil || !names.isDisjoint(with: resources)
      || select?.statement.names(resources) == true
  }
}
