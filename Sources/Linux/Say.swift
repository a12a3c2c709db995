import SystemPackage

/// A program's voice: one line on standard error, `program: what happened: what to do`.
public struct Say: Sendable {
  private let program: String

  public init(program: String) { self.program = program }

  public func callAsFunction(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(Array("\(program): \(text)\n".utf8))
  }
}
