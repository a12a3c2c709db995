/// What qsub is given.
public struct JobScript: Equatable, Sendable {
  /// In bytes.
  public static let largest = 65_536

  public let text: String

  /// - Parameter qguiRun: see `NodeCommand.isSafePath`.
  /// - Throws: where it would be larger than `largest`.
  public init(_ request: JobRequest, qguiRun: String) throws(JobRequestError) {
    let words = [qguiRun, request.program] + request.arguments
    let directives = request.directiveTexts.map { "#PBS \($0)" }
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
  fileprivate var directiveTexts: [String] {
    var texts = ["-S /bin/bash", "-N \(name)", "-l \(chunk)"]
    if let walltime { texts.append("-l walltime=\(walltime)") }
    if let queue { texts.append("-q \(queue)") }
    return texts + directives.map(\.description)
  }

  private var chunk: String {
    "nodes=1:ppn=\(cores)" + (memory.map { ",mem=\(inKilobytes($0))" } ?? "")
  }
}

/// Rounded up, as Slurm takes a number of bytes for megabytes.
private func inKilobytes(_ size: MemorySize) -> String {
  size.bytes % 1024 == 0 ? "\(size)" : "\(size.bytes / 1024 + 1)kb"
}
