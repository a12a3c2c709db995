import Glibc
import Linux
import QGui
import SystemPackage

/// A terminal with one command in it. What is typed goes through its line discipline, so that
/// Ctrl-C is what it is for a person.
public final class ClusterTerminal {
  private let process: RunningProcess
  private let keyboard: FileDescriptor

  /// `start` starts what it makes of a command.
  init(keyboard path: String, start: ((Command) -> Command) throws -> RunningProcess) throws {
    // Open for reading too, or one end would wait for the other.
    keyboard = try FileDescriptor.open(path, .readWrite, options: .closeOnExec)
    process = try start { command in
      Command(
        path: "/bin/sh",
        arguments: ["-c", #"exec "$@" < "$0""#, path, command.path] + command.arguments,
        environment: command.environment)
    }
  }

  deinit { try? keyboard.close() }

  /// What is on the screen of it.
  public var text: String { process.output + process.error }

  public func type(_ keys: String) throws { _ = try keyboard.writeAll(keys.utf8) }

  public func pressControlC() throws { try type("\u{3}") }

  public func waitUntil(shows words: String, within seconds: UInt64 = 60) throws {
    try eventually("the terminal shows '\(words)'; it shows: \(text)", within: seconds) {
      if text.contains(words) { return true }
      if process.hasEnded, !text.contains(words) {
        throw Failed("the terminal ended without '\(words)'; it shows: \(text)")
      }
      return false
    }
  }

  /// The command's exit status.
  public func exitStatus(within seconds: UInt64 = 60) throws -> Int32 {
    do { return try process.exitStatus(within: seconds) } catch {
      throw Failed("\(error)it shows: \(text)")
    }
  }

  public var hasEnded: Bool { process.hasEnded }
}
