import Glibc
import Linux
import QGui
import SystemPackage

/// A process that a test has started, with what it prints in files.
public final class RunningProcess {
  public let pid: Int32
  private let outputFile: String
  private let errorFile: String
  private var ended: EndedChild?

  /// Starts `command` in a session of its own, with an empty signal mask.
  init(_ command: Command, outputFile: String, errorFile: String) throws {
    self.outputFile = outputFile
    self.errorFile = errorFile
    let files = try [File.null, File.openLog(outputFile), File.openLog(errorFile)]
    defer { for file in files { try? file.close() } }
    pid = try Spawn.start(
      command, descriptors: .init(input: files[0], output: files[1], error: files[2]),
      newSession: true)
  }

  public var output: String { File.read(outputFile) ?? "" }
  public var error: String { File.read(errorFile) ?? "" }

  public var hasEnded: Bool {
    if ended == nil { ended = Children.reap(pid) }
    return ended != nil
  }

  /// Its exit status, or 128 + the number of the signal that ended it, once it has ended.
  public func exitStatus(within seconds: UInt64 = 30) throws -> Int32 {
    try eventually("process \(pid) ends; it says: \(error)", within: seconds) {
      hasEnded ? ended?.status : nil
    }
  }

  public func send(_ signal: Int32) {
    if !hasEnded { kill(pid, signal) }
  }

  /// Ends it, whatever it does.
  public func stop() {
    send(SIGKILL)
    _ = try? exitStatus()
  }
}
