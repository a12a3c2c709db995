import Linux
import QGui

/// What a helper of the tests could not do.
public struct Failed: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

/// Short commands of this machine.
public enum Tool {
  /// Runs `path` to its end, within 30 s.
  public static func capture(_ command: Command) throws -> Captured {
    guard let result = try Captured.run(command, until: .after(30_000)) else {
      throw Failed("\(command.path) did not end")
    }
    return result
  }

  /// The same, as root and with what it printed; throws unless it exits with status 0.
  @discardableResult
  public static func run(_ path: String, _ arguments: [String]) throws -> String {
    let result = try capture(
      Command(
        path: path, arguments: arguments,
        environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"]))
    guard result.status == 0 else {
      throw Failed("\(path) \(arguments) exits with \(result.status): \(result.error)")
    }
    return result.output
  }
}
