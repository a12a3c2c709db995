import QGui
import SystemPackage

/// A program's voice: one line on standard error, `program: what happened: what to do`.
public struct Say: Sendable {
  private let program: String

  public init(program: String) { self.program = program }

  /// A reader who does not read costs the line, and holds nobody up for long.
  public func callAsFunction(_ text: String) {
    let standardError = Readiness(.standardError, writes: true)
    let ready = try? Poll.wait([standardError], until: .after(1_000))
    guard ready?.first?.writes == true else { return }
    _ = try? FileDescriptor.standardError.writeAll(Array("\(program): \(text)\n".utf8))
  }

  /// What is wrong with a command line, in the words of its parser, which may be sentences.
  public func misuse(_ words: String) {
    let text = words.printable(limit: 200)
    let isSentence = text.hasSuffix(".") || text.hasSuffix("?")
    self("\(text)\(isSentence ? " See" : ": see") \(program) --help")
  }
}
