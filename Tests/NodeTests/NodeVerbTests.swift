import Glibc
import Linux
import QGui
import SystemPackage
import TestSupport
import Testing

extension OneNode {
  /// What the login node asks of a node beside a connection: to tell of sessions, to end one.
  @Suite struct NodeVerbTests {
    @Test func reportTellsOfEverySession() throws {
      try Node.run { node in
        let job = try node.start(Job(["xev"], of: node.alice))
        let local = try node.start(Job(["xev"], of: node.alice, id: nil))
        try job.waitUntil(.attachable)
        let display = try #require(try local.waitUntil(.programStarted).display)
        let sessions = try node.report(of: node.alice)
        #expect(Set(sessions.map(\.job)) == ["442611", "\(display)"])
        let told = try #require(sessions.first { $0.job == "442611" })
        #expect(told.program == "xev")
        #expect(told.state == .attachable)
        #expect(told.display == DisplayNumber(442611))
        #expect(!told.hasTerminal)
        #expect(told.clients == 0)
        #expect(try node.report(of: node.bob).isEmpty)
        let madeUp = try UnixSocket.listen(
          "\0\n0: 00000003 00000000 00000000 0001 03 1 \(job.files.socket)")
        defer { try? madeUp.close() }
        #expect(try node.report(of: node.alice).allSatisfy { $0.clients == 0 })

        let client = try UnixSocket.connect(job.files.socket)
        defer { try? client.close() }
        try eventually("the client is counted") {
          try node.report(of: node.alice).contains { $0.job == "442611" && $0.clients == 1 }
        }
        for session in [job, local] { session.send(SIGTERM) }
        for session in [job, local] { _ = try session.exitStatus() }
        #expect(try node.report(of: node.alice).isEmpty)
      }
    }

    @Test(
      .enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"))
    func reportTellsOfMemory() throws {
      try Node.run { node in
        let script = #"python3 -c "x = b'x' * (50 << 20); print(1, flush=True); input()" < fifo"#
        var job = Job(["sh", "-c", "mkfifo fifo; \(script)"], of: node.alice)
        job.group = try node.makeGroup(delegatedTo: node.alice)
        job.options = ["--mem=200mb"]
        let session = try node.start(job)
        try session.waitUntil(.programStarted)
        let writer = try eventually("there is a fifo") {
          try? FileDescriptor.open(node.alice.home + "/fifo", .readWrite)
        }
        defer { try? writer.close() }
        try eventually("the program has its memory") { session.output == "1\n" }
        let told = try #require(try node.report(of: node.alice).first)
        #expect(told.memoryLimit == MemorySize(bytes: 200 << 20))
        let used = try #require(told.memoryUsed)
        #expect(used >= MemorySize(bytes: 50 << 20) && used < MemorySize(bytes: 200 << 20))
        _ = try writer.writeAll("\n".utf8)
        #expect(try session.exitStatus() == 0)
      }
    }

    @Test(.enabled(if: TestMachine.has("tmux"), "needs tmux"))
    func endIsInOrder() throws {
      try Node.run { node in
        let session = try node.start(Job(["tmux"], of: node.alice))
        try session.waitUntil(.attachable)
        #expect(try node.report(of: node.alice).map(\.hasTerminal) == [true])
        let status = try node.end("442611", as: node.alice)
        #expect(status == AttachStatus(.ended(.asked), program: "tmux"))
        // Nothing is waited for: who is told of the end finds nothing any more.
        #expect(!FileTree.exists(session.files.directory))
        #expect(session.endedRecord?.end == .asked)
        #expect(try session.exitStatus() == 0)
      }
    }

    /// Who has no client to connect learns of the terminal all the same.
    @Test(.enabled(if: TestMachine.has("tmux"), "needs tmux"), arguments: ["tmux", "xev"])
    func serveTellsOfATerminal(_ program: String) throws {
      try Node.run { node in
        let session = try node.start(Job([program], of: node.alice))
        try session.waitUntil(.attachable)
        let told = try node.serve("442611", as: node.alice)
        #expect(
          Array(told.prefix(2)) == [
            AttachStatus(.waiting, program: program, hasTerminal: program == "tmux"),
            AttachStatus(.found, program: program),
          ])
        session.send(SIGTERM)
        _ = try session.exitStatus()
      }
    }

    /// The program has its grace.
    @Test func endOfADeafProgram() throws {
      try Node.run { node in
        let script = "trap '' TERM; echo ready; while :; do sleep 0.1; done"
        var job = Job(["sh", "-c", script], of: node.alice)
        job.options = ["--grace=1"]
        let session = try node.start(job)
        try eventually("the program is deaf") { session.output == "ready\n" }
        let status = try node.end("442611", as: node.alice)
        #expect(status == AttachStatus(.ended(.asked), program: "sh"))
        #expect(try session.exitStatus() == ExitStatus.ofSignal(SIGKILL))
      }
    }

    @Test func endOfAnothersSession() throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(.programStarted)
        #expect(try node.end("442611", as: node.bob) == AttachStatus(.absent(last: nil)))
        #expect(try session.process(.main).isAlive)
        session.send(SIGTERM)
        _ = try session.exitStatus()
        let again = try node.end("442611", as: node.alice)
        #expect(again == AttachStatus(.absent(last: .deleted(SIGTERM))))
      }
    }

    /// A program that has outlived those who looked after it.
    @Test func endOfADeadSession() throws {
      try Node.run { node in
        let job = Job(
          ["sh", "-c", "trap '' TERM HUP; while :; do sleep 0.1; done"], of: node.alice)
        let session = try node.start(job)
        let record = try session.waitUntil(.attachable)
        for field in [SessionRecord.Field.runner, .keeper] { record.process(field)?.send(SIGSTOP) }
        for field in [SessionRecord.Field.runner, .keeper] { record.process(field)?.send(SIGKILL) }
        _ = try session.exitStatus()
        try eventually("the display dies") { record.process(.xpra)?.isAlive == false }
        #expect(record.process(.main)?.isAlive == true)
        let status = try node.end("442611", as: node.alice)
        #expect(status == AttachStatus(.absent(last: .killed)))
        #expect(record.process(.main)?.isAlive == false)
        #expect(!FileTree.exists(session.files.directory))
      }
    }

    @Test(arguments: [
      ["--end", "442611"], ["--report", "x"], ["--terminal", "../x"], ["--serve"],
    ])
    func refusesWhatNobodyAsks(_ words: [String]) throws {
      try Node.run { node in
        let said = try node.capture(
          [node.setting.programs + "/qgui-run"] + words, as: node.alice)
        #expect(said.status == ExitStatus.usage)
        #expect(
          said.error == "qgui-run: \(words[0]) is what qconnect asks for: type qconnect JOB\n")
      }
    }
  }
}

extension Node {
  private static let nonce = AttachHello.nonce(from: (7, 9))

  /// What follows the hello.
  private func ask(
    _ verb: NodeVerb, as user: TestUser, through first: [String] = []
  ) throws -> [UInt8] {
    let said = try capture(first + [setting.programs + "/qgui-run"] + verb.words, as: user)
    guard said.status == 0 else { throw Failed("\(verb.words): \(said.error)") }
    var scanner = HelloScanner(nonce: Self.nonce)
    guard case .found(let rest) = scanner.feed(said.output.utf8) else {
      throw Failed("\(verb.words) gives no hello: \(said.output)")
    }
    return rest
  }

  fileprivate func report(of user: TestUser) throws -> [SessionReport] {
    let text = try ask(.report(nonce: Self.nonce), as: user)
    return SessionReport.list(text: String(decoding: text, as: UTF8.self))
  }

  fileprivate func end(_ job: String, as user: TestUser) throws -> AttachStatus? {
    let target = try AttachTarget(operand: job)
    let told = try statuses(.end(target, nonce: Self.nonce), as: user)
    return told.count == 1 ? told.first : nil
  }

  /// As for a client that leaves at once, or one that stays and says nothing.
  func serve(_ job: String, as user: TestUser, staying: Bool = false) throws -> [AttachStatus] {
    let pipe = "\(user.home)/client"
    // Open for writing too, so that it never ends.
    let first = ["/bin/sh", "-c", #"mkfifo "$0" && exec "$@" <> "$0""#, pipe]
    let verb = NodeVerb.serve(try AttachTarget(operand: job), nonce: Self.nonce)
    return try statuses(verb, as: user, through: staying ? first : [])
  }

  private func statuses(
    _ verb: NodeVerb, as user: TestUser, through first: [String] = []
  ) throws -> [AttachStatus] {
    var decoder = AttachFrameDecoder()
    return decoder.feed(try ask(verb, as: user, through: first)[...]).compactMap { item in
      guard case .status(let bytes) = item else { return nil }
      return AttachStatus(text: String(decoding: bytes, as: UTF8.self))
    }
  }
}
