import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// Each session gets a display that works, whatever stands in the way.
  @Suite struct DisplayTests {
    @Test(arguments: ["442611", "442611.server", "2147483647"])
    func isTheJobsNumber(_ id: String) throws {
      try Node.run { node in
        let display = try displayThatWorks(node, Job(["xdpyinfo"], of: node.alice, id: id))
        let number = try JobID(id).number
        #expect(display.number == number)
      }
    }

    @Test(
      .enabled(
        if: !FileTree.exists("/tmp/.X11-unix/X0"), "needs display :0, which somebody here has"))
    func isZeroForTheFirstJobOfAServer() throws {
      try Node.run { node in
        let display = try displayThatWorks(node, Job(["xdpyinfo"], of: node.alice, id: "0.s"))
        #expect(display.number == 0)
      }
    }

    @Test(arguments: ["7[3].server", "999999999999", "2147483648", nil])
    func isAFreeOne(_ id: String?) throws {
      try Node.run { node in
        let display = try displayThatWorks(node, Job(["xdpyinfo"], of: node.alice, id: id))
        #expect(display.number >= DisplayCandidates.firstSubstitute)
        #expect(display.number < 1000)
      }
    }

    @Test(arguments: Squatting.allCases)
    func isAnotherWhenItsNumberIsTaken(_ squatting: Squatting) throws {
      try Node.run { node in
        let squatter = try squatting.begin(node)
        defer { squatter.end() }
        let display = try displayThatWorks(node, Job(["xdpyinfo"], of: node.alice))
        #expect(display.number >= DisplayCandidates.firstSubstitute)
        #expect(display.number < 1000)
      }
    }

    @Test(arguments: [Squatting.liveServer, .deadSocket, .abstractListener])
    func isNoOtherThanTheOneAskedFor(_ squatting: Squatting) throws {
      try Node.run { node in
        let squatter = try squatting.begin(node)
        defer { squatter.end() }
        var job = Job(["xdpyinfo"], of: node.alice, id: "1")
        job.options = ["--display=\(Squatting.number)"]
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.failed)
        #expect(session.error.contains("its number is taken: leave --display out"))
        #expect(session.output.isEmpty)
      }
    }

    @Test func isTheOneAskedFor() throws {
      try Node.run { node in
        var job = Job(["xdpyinfo"], of: node.alice)
        job.options = ["--display=5151"]
        let display = try displayThatWorks(node, job)
        #expect(display.number == 5151)
      }
    }

    /// Another user's stale lock costs nothing, a dead socket of one's own neither.
    @Test(arguments: [true, false])
    func isTheJobsNumberDespite(staleLock: Bool) throws {
      try Node.run { node in
        let path = staleLock ? "/tmp/.X442611-lock" : "/tmp/.X11-unix/X442611"
        if staleLock {
          try FileTree.write(path, "         1\n")
          node.bob.own(path)
        } else {
          try node.bind(path, as: node.alice)
        }
        defer { FileTree.remove(path) }
        let display = try displayThatWorks(node, Job(["xdpyinfo"], of: node.alice))
        #expect(display.number == 442611)
      }
    }

    private func displayThatWorks(_ node: Node, _ job: Job) throws -> DisplayNumber {
      let session = try node.start(job)
      let status = try session.exitStatus()
      #expect(status == 0, "\(session.error)")
      let display = try #require(session.endedRecord?.display)
      #expect(session.output.contains("name of display:    \(display)\n"))
      return display
    }
  }
}

/// What somebody else may have at the place of display :442611.
enum Squatting: CaseIterable, Sendable {
  case liveServer, deadSocket, plainFile, danglingLink, abstractListener, abstractDeafSocket

  static let number = 442611
  private static let path = "/tmp/.X11-unix/X\(number)"

  struct Squatter {
    let process: RunningProcess?

    func end() {
      // A server removes its lock then.
      process?.send(SIGTERM)
      _ = try? process?.exitStatus()
      FileTree.remove(Squatting.path)
    }
  }

  func begin(_ node: Node) throws -> Squatter {
    switch self {
    case .liveServer:
      let server = try node.start(
        ["/usr/bin/Xvfb", ":\(Self.number)", "-nolisten", "tcp"], as: node.bob)
      try eventually("bob's display is up") { FileTree.exists(Self.path) }
      return Squatter(process: server)
    case .deadSocket:
      try node.bind(Self.path, as: node.bob)
    case .plainFile:
      try FileTree.write(Self.path, "")
      node.bob.own(Self.path)
    case .danglingLink:
      symlink("/nowhere", Self.path)
      node.bob.own(Self.path)
    case .abstractListener: return Squatter(process: try abstract(node, "s.listen()"))
    case .abstractDeafSocket: return Squatter(process: try abstract(node, "pass"))
    }
    return Squatter(process: nil)
  }

  private func abstract(_ node: Node, _ then: String) throws -> RunningProcess {
    let script = """
      import socket, time
      s = socket.socket(socket.AF_UNIX)
      s.bind('\\0\(Self.path)')
      \(then)
      print('bound', flush=True)
      time.sleep(1000)
      """
    let process = try node.start(["/usr/bin/python3", "-c", script], as: node.bob)
    try eventually("bob has the abstract socket: \(process.error)") {
      process.output == "bound\n"
    }
    return process
  }
}

extension Node {
  /// Makes a socket at which nobody listens.
  func bind(_ path: String, as user: TestUser) throws {
    let script = "import socket; socket.socket(socket.AF_UNIX).bind('\(path)')"
    let result = try capture(["/usr/bin/python3", "-c", script], as: user)
    guard result.status == 0 else { throw Failed(result.error) }
  }
}
