import Linux
import QGui

/// A user's own screen, somewhere else than the node's displays: a virtual one.
public struct Screen {
  public let display: DisplayNumber
  private let server: RunningProcess

  public init(of user: TestUser, on node: Node) throws {
    let server = try node.start(
      [
        "/usr/bin/Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp",
        "-noreset",
      ],
      as: user)
    self.server = server
    display = try eventually("the screen is on: \(server.error)") {
      server.output.hasSuffix("\n") ? DisplayNumber(text: String(server.output.dropLast())) : nil
    }
  }

  public var environment: [String: String] { ["DISPLAY": "\(display)"] }

  public func end() throws {
    server.send(15)
    _ = try server.exitStatus()
  }
}
