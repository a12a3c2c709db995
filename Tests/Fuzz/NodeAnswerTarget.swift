/// What a node answers to qconnect, in one and in pieces.
enum NodeAnswerTarget {
  static let target = FuzzTarget("node-answer", bytes: seeds) { input in
    let rest = checkHello(input)
    checkFrames(rest[...], input)
    let text = String(decoding: rest, as: UTF8.self)
    checkStatus(text)
    checkReports(text)
    checkFailures(text)
  }

  private static let nonce = "0123456789abcdef0123456789abcdef"

  private static let seeds: [[UInt8]] = [
    stream("phase = waiting\nprogram = xterm\nterminal = yes\n", "phase = found\n"),
    stream("phase = closing\n", "phase = lost\nloss = takenOver\n"),
    stream("phase = ended\nend = exited 1\n", "phase = notReady\n"),
    stream("phase = absent\nend = failed x\n", "phase = absent\n"),
    Array("Welcome\n\nqgui-attach 2 \(nonce)\n".utf8),
    Array(AttachHello.text(nonce: nonce).utf8)
      + Array("job = 8[1]\nprogram = x\\ny\nstate = starting\ndisplay = 100\nclients = 2\n\n".utf8),
    Array("ssh: connect to host n1 port 22: Connection refused\n".utf8),
    Array("bash: qgui-run: command not found\n".utf8),
  ]

  private static func stream(_ first: String, _ second: String) -> [UInt8] {
    Array(AttachHello.text(nonce: nonce).utf8) + AttachFrame.encoded(.status, Array(first.utf8))
      + AttachFrame.encoded(.data, 0..<20) + AttachFrame.encoded(.status, Array(second.utf8))
  }

  /// What follows the hello, or everything.
  private static func checkHello(_ input: FuzzInput) -> [UInt8] {
    var whole = HelloScanner(nonce: nonce)
    let finding = whole.feed(input.bytes)
    var scanner = HelloScanner(nonce: nonce)
    var pieces = input.pieces(input.bytes[...])[...]
    var found = HelloScanner.Finding.searching
    while found == .searching, let piece = pieces.popFirst() { found = scanner.feed(piece) }
    if case .found(let rest) = found { found = .found(rest: rest + pieces.joined()) }
    expectSame(found, finding, "the hello in pieces")
    guard case .found(let rest) = finding else { return input.bytes }
    return rest
  }

  private static func checkFrames(_ bytes: ArraySlice<UInt8>, _ input: FuzzInput) {
    let whole = decoded([bytes])
    expectSame(decoded(input.pieces(bytes)), whole, "frames in pieces")
    for status in whole.statuses { checkStatus(String(decoding: status, as: UTF8.self)) }
    let framed = AttachFrame.encoded(.status, bytes) + AttachFrame.encoded(.data, bytes)
    let back = decoded(input.pieces(framed[...]))
    expectSame(back.statuses, [Array(bytes)], "a status in a frame")
    expectSame(back.data, Array(bytes), "data in a frame")
  }

  private struct Decoded: Equatable {
    var statuses: [[UInt8]] = []
    var data: [UInt8] = []
    var failure: AttachFrameDecoder.Failure?
  }

  private static func decoded(_ pieces: [ArraySlice<UInt8>]) -> Decoded {
    var result = Decoded()
    var decoder = AttachFrameDecoder()
    for piece in pieces where result.failure == nil {
      for item in decoder.feed(piece) {
        switch item {
        case .status(let bytes): result.statuses.append(bytes)
        case .data(let bytes): result.data += bytes
        case .failure(let failure): result.failure = failure
        }
      }
    }
    return result
  }

  private static func checkStatus(_ text: String) {
    guard let status = AttachStatus(text: text) else { return }
    expectSame(AttachStatus(text: status.text), status, "a status's text")
    expectSame(AttachStatus(text: status.text)?.program ?? "", status.program, "a program's name")
    var attaching = Attaching()
    for event in [Attaching.Event.status(status), .clientExited(1), .status(status), .deadline] {
      for action in attaching.handle(event) {
        guard case .finish(let end) = action else { continue }
        report(end, status.program)
      }
    }
  }

  private static func report(_ end: AttachEnd, _ program: String) {
    guard let target = AttachTarget(key: "8[1]"), let node = HostName("n1") else { return }
    expectGood(
      end.report(target: target, program: program, place: "\(node)", clientLog: program))
    for hasTerminal in [false, true] {
      expectSafe(target.hint(program: program, hasTerminal: hasTerminal))
    }
  }

  private static func checkReports(_ text: String) {
    let reports = SessionReport.list(text: text)
    let again = SessionReport.list(text: reports.map(\.text).joined())
    expectSame(again, reports, "reports' text")
    for (one, other) in zip(reports, again) {
      expectSame(other.program, one.program, "a program's name")
    }
  }

  private static func checkFailures(_ text: String) {
    for status: Int32 in [1, 64, 126, 127, 254, 255] {
      for node in [nil, HostName("n1")] {
        expectGood(NodeFailure(exitStatus: status, text: text, node: node).report())
      }
    }
    for line in ForeignText.lines(text) { expectSafe(line) }
  }
}
