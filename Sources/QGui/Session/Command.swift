/// A program to run: everything that decides what it does, and nothing of how it is started.
public struct Command: Equatable, Sendable {
  /// The file to execute.
  public var path: String
  /// argv without the program's name.
  public var arguments: [String]
  /// `NAME=VALUE` by name.
  public var environment: [String: String]

  public init(path: String, arguments: [String], environment: [String: String]) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
  }
}
