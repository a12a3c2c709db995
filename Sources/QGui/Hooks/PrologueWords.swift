/// What `qgui-node prologue` is given: all that the batch system says, and before it, where the hook
/// knows it, the job's memory.
public struct PrologueWords: Equatable, Sendable {
  /// As it was written.
  public let memory: String?
  public let ofBatchSystem: [String]

  /// No job's id begins like an option, and from the id on all words are the job's.
  public init(_ words: [String]) {
    let option = "--mem"
    if words.first == option, words.count > 1 {
      memory = words[1]
      ofBatchSystem = Array(words.dropFirst(2))
    } else if let first = words.first, first.hasPrefix(option + "=") {
      memory = String(first.dropFirst(option.count + 1))
      ofBatchSystem = Array(words.dropFirst())
    } else {
      memory = nil
      ofBatchSystem = words
    }
  }
}
