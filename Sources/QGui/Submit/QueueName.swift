/// Where a job is sent: the name of a queue, also `queue@server` (qsub(1B)), or a partition of
/// Slurm.
///
/// 1 to 64 ASCII letters, digits and `_.@-`, the first a letter or a digit.
public struct QueueName: Hashable, Sendable, CustomStringConvertible {
  public let description: String

  /// What a user wrote.
  public init(option text: String) throws(JobRequestError) {
    guard let first = text.utf8.first, first.isASCIILetter || first.isASCIIDigit,
      text.utf8.count <= 64, text.utf8.allSatisfy(isPartOfName)
    else {
      throw JobRequestError(text, "is no name of a queue: 'qstat -q' lists them")
    }
    description = text
  }
}

private func isPartOfName(_ byte: UInt8) -> Bool {
  byte.isASCIILetter || byte.isASCIIDigit || "_.@-".utf8.contains(byte)
}
