/// The name of a job as qsub of OpenPBS, Torque and Slurm all take it: at most 15 ASCII letters,
/// digits and `_.+-`, the first a letter (qsub(1B); 15 is Torque's bound).
public struct JobName: Hashable, Sendable, CustomStringConvertible {
  public let description: String

  /// What a user wrote.
  public init(option text: String) throws(JobRequestError) {
    guard let first = text.utf8.first, first.isASCIILetter, text.utf8.count <= longest,
      text.utf8.allSatisfy(isPartOfName)
    else {
      throw JobRequestError(
        text, "is no name of a job: say 1 to 15 letters, digits, _ . + or -, the first a letter")
    }
    description = text
  }

  /// The name where nobody gave one: `qstat | grep int_` finds them all.
  public init(program: String) {
    let base = program.utf8.split(separator: UInt8(ascii: "/")).last.map { Substring($0) } ?? ""
    let safe = base.unicodeScalars.map { scalar in
      scalar.isASCII && isPartOfName(UInt8(scalar.value)) ? Character(scalar) : "_"
    }
    description = String((builtIn + String(safe)).prefix(longest))
  }

  /// Whether a job's name is of the kind that is given where nobody gave one.
  static func isBuiltIn(_ text: String) -> Bool { text.hasPrefix(builtIn) }
}

private let builtIn = "int_"

private let longest = 15

private func isPartOfName(_ byte: UInt8) -> Bool {
  byte.isASCIILetter || byte.isASCIIDigit || "_.+-".utf8.contains(byte)
}
