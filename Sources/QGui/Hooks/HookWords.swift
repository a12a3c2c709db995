/// What the verbs of hooks are given: all that the batch system says, and before it, where the hook knows
/// it, more of the job.
public struct HookWords: Equatable, Sendable {
  public enum Option: String, CaseIterable, Sendable {
    /// The job's memory on this host.
    case memory = "--mem"
    /// How often the server has run the job, this run counted: `run_count` of pbs_job_attributes(7B).
    case run = "--run"
  }

  /// As they were written; of one that is given twice the last.
  public private(set) var options: [Option: String] = [:]
  public let ofBatchSystem: [String]

  /// No job's id begins like an option, and from the id on all words are the job's.
  public init(_ words: [String]) {
    var rest = words[...]
    while let first = rest.first, let (option, value) = Self.option(first) {
      guard let value = value ?? rest.dropFirst().first else { break }
      rest = rest.dropFirst(first == option.rawValue ? 2 : 1)
      options[option] = value
    }
    ofBatchSystem = Array(rest)
  }

  /// With its value, where that is in the same word.
  private static func option(_ word: String) -> (Option, String?)? {
    for option in Option.allCases {
      if word == option.rawValue { return (option, nil) }
      if word.hasPrefix(option.rawValue + "=") {
        return (option, String(word.dropFirst(option.rawValue.count + 1)))
      }
    }
    return nil
  }
}
