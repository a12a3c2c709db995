import Glibc
import Linux
import QGui

/// A screen on the login node with a window manager, and a hand that types and clicks.
public struct ClusterScreen: Sendable {
  public static let display = ":50"
  private static let size = "1280x1024x24"

  let cluster: Cluster

  /// They end with the host. Root's, as a desktop is none of the users' processes.
  func start() throws {
    try launch([
      "Xvfb", Self.display, "-ac", "-screen", "0", Self.size, "-nolisten", "tcp", "-noreset",
    ])
    try eventually("the screen is there") { (try? run(["xdpyinfo"]))?.status == 0 }
    try launch(["openbox", "--sm-disable"])
    try eventually("there is a window manager") { try run(["wmctrl", "-m"]).status == 0 }
  }

  private func launch(_ words: [String]) throws {
    try cluster.launch(words, on: .login, environment: ["DISPLAY": Self.display])
  }

  private func run(_ words: [String]) throws -> Captured {
    try cluster.capture(words, on: .login, environment: ["DISPLAY": Self.display])
  }

  // MARK: windows

  /// A window that is on the screen.
  public struct Window: Sendable {
    let id: String
  }

  /// The windows whose titles match a regular expression.
  public func windows(_ title: String) throws -> [Window] {
    try run(["xdotool", "search", "--onlyvisible", "--name", title]).output
      .split(separator: "\n").map { Window(id: String($0)) }
  }

  /// Waits for a window, and until it shows something.
  public func window(_ title: String) throws -> Window {
    do {
      return try eventually("window '\(title)' is visible and painted", within: 60) {
        try windows(title).first { try colors(of: $0) > 1 }
      }
    } catch {
      try keepPicture("missing")
      throw error
    }
  }

  /// What part of a window, or of the screen, has this colour, more or less.
  public func part(of window: Window?, in color: String) throws -> Double {
    let text = try looked(
      at: window,
      ["-fuzz", "10%", "-fill", "black", "+opaque", color, "-fill", "white", "-opaque", color],
      "%[fx:mean]")
    guard let part = Double(text) else { throw Failed("no part but: \(text)") }
    return part
  }

  private func colors(of window: Window) throws -> Int {
    Int(try looked(at: window, [], "%k")) ?? 0
  }

  private func looked(at window: Window?, _ change: [String], _ format: String) throws -> String {
    let script = #"import -window "$0" png:- | convert png:- "$@" info:"#
    return try run(
      ["sh", "-c", script, window?.id ?? "root"] + change + ["-format", format]
    ).output
  }

  // MARK: hands

  public func type(_ text: String, into window: Window) throws {
    try focus(window)
    _ = try run(["xdotool", "type", "--delay", "20", text])
  }

  public func press(_ key: String, in window: Window) throws {
    try focus(window)
    _ = try run(["xdotool", "key", key])
  }

  private func focus(_ window: Window) throws {
    let result = try run(["xdotool", "windowactivate", "--sync", window.id])
    guard result.status == 0 else { throw Failed("no focus: \(result.error)") }
  }

  /// As the close button does.
  public func close(_ window: Window) throws {
    let result = try run(["wmctrl", "-i", "-c", window.id])
    guard result.status == 0 else { throw Failed("not closed: \(result.error)") }
  }

  /// A picture of the whole screen, kept beside the tests' programs.
  public func keepPicture(_ name: String) throws {
    let taken = try run(["import", "-window", "root", "/tmp/picture.png"])
    guard taken.status == 0 else { throw Failed("no picture: \(taken.error)") }
    let directory = try Self.pictures()
    try Tool.run(
      "/bin/mv", [cluster.path("/tmp/picture.png", on: .login), "\(directory)/\(name).png"])
    print("picture: \(directory)/\(name).png")
  }

  private static func pictures() throws -> String {
    let own = try Tool.run("/usr/bin/readlink", ["-f", "/proc/\(getpid())/exe"])
    let directory = own.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/pictures"
    mkdir(directory, 0o755)
    return directory
  }
}
