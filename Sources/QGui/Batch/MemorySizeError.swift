/// A `--mem` that is refused.
public struct MemorySizeError: Error, Equatable, Sendable, CustomStringConvertible {
  public enum Problem: Equatable, Sendable {
    case bareNumber(String)
    case unitWithoutB(String)
    case fraction(String)
    case words, sign, zero, tooLarge, malformed
  }

  /// The text as the user wrote it.
  public let text: String
  /// What is wrong with it; the text beside is what to write instead.
  public let problem: Problem

  init(_ text: String, _ problem: Problem) {
    self.text = text
    self.problem = problem
  }

  /// One line, safe to print: what is wrong, and what to write.
  public var description: String {
    "'\(text.printable(limit: 40))' \(complaint)"
  }

  private var complaint: String {
    switch problem {
    case .bareNumber(let digits):
      let number = digits.printable(limit: 20)
      return "has no unit: say \(number)gb or \(number)mb; PBS takes a bare number for bytes"
    case .unitWithoutB(let better):
      return "lacks the b of its unit: say \(better.printable(limit: 24))"
    case .fraction(let better): return "is not a whole number: say \(better)"
    case .words: return "counts words: say it in bytes, such as 4gb"
    case .sign: return "has a sign: say it without, such as 4gb"
    case .zero: return "is no memory at all: say how much the program may use, such as 4gb"
    case .tooLarge: return "is more than any machine has: say how much is needed, such as 4gb"
    case .malformed: return "is not an amount of memory: say it like 4gb or 512mb"
    }
  }
}
