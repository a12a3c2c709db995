/// What qsub is given.
public struct JobScript: Equatable, Sendable {
  /// In bytes.
  public static let largest = 65_536

  public let text: String

  /// - Parameter qguiRun: see `NodeCommand.isSafePath`.
  /// - Throws: where it would be larger than `largest`, or qsub would refuse its lines.
  public init(_ request: JobRequest, qguiRun: String) throws(JobRequestError) {
    let words = [qguiRun, request.program] + request.arguments
    let directives = try request.directiveTexts().map { "#PBS \($0)" }
    // Slurm sends a signal to the script's own process alone.
    let command = "exec " + words.map(ShellWord.quoted).joined(separator: " ")
    text =
      (["#!/bin/bash"] + directives + ["cd \"${PBS_O_WORKDIR:-.}\" || exit", command])
      .map { $0 + "\n" }.joined()
    guard text.utf8.count <= Self.largest else {
      throw JobRequestError(
        "the job's script would be larger than 64 KiB: put the arguments into a script and say that"
      )
    }
  }
}

extension JobRequest {
  fileprivate func directiveTexts() throws(JobRequestError) -> [String] {
    let first = ["-S /bin/bash", "-N \(name)"] + (try resourceLines()).map { "-l \($0)" }
    let added = try addedLines().map(\.description)
    return first + [queue].compactMap { $0 }.map { "-q \($0)" } + added
  }
}
