import Glibc
import Linux
import QGui

/// Asks the node's end for one status.
enum NodeQuestion {
  /// In milliseconds: a host that is slow to let in, a program's grace, and its teardown.
  private static let patience: UInt64 = 200_000
  /// In milliseconds: a user who sees nothing does not know whether to wait.
  private static let tellAfter: UInt64 = 5_000

  /// Under each name that the node may have here.
  ///
  /// - Returns: what it said, and under which name.
  static func ask(
    _ verb: (_ nonce: String) -> NodeVerb, at place: NodePlace, _ site: Site
  ) throws -> (AttachEnd, NodePlace) {
    let nonce = newNonce()
    let command = try NodeExchange(site).command(verb(nonce), at: place)
    let end = try ask(command, nonce: nonce, place)
    guard case .nodeFailed(let failure) = end, failure.isUnknownHost,
      let next = place.underNextName()
    else { return (end, place) }
    let (last, name) = try ask(verb, at: next, site)
    return (last.tried([place.name].compactMap { $0 }), name)
  }

  private static func ask(
    _ command: Command, nonce: String, _ place: NodePlace
  ) throws -> AttachEnd {
    var process = try NodeProcess(command, nonce: nonce)
    let deadline = Instant.after(patience)
    var tellTime = Instant?.some(.after(tellAfter))
    defer { process.hangUp() }
    while let output = process.output {
      let wanted = [output] + [process.error].compactMap { $0 }
      let ready = try Poll.wait(reading: wanted, until: tellTime ?? deadline)
      if ready.isEmpty {
        guard tellTime != nil else { break }
        tellTime = nil
        tell(place, process)
      }
      if let error = process.error, ready.contains(error) { _ = process.listenToErrors() }
      guard ready.contains(output) else { continue }
      if let end = end(process.listen()) {
        process.hangUp()
        process.stopListening()
        _ = reap(process.pid)
        return end
      }
    }
    process.hangUp()
    while process.listenToErrors() {}
    let status = reap(process.pid)
    let text = String(decoding: process.errorText, as: UTF8.self)
    guard !process.hasAnswered else {
      // Why it gives no status it says in a line.
      guard status != ExitStatus.ssh, let line = ForeignText.lines(text).last else {
        return .connectionLost
      }
      throw Ending(status, line)
    }
    return .nodeFailed(NodeFailure(exitStatus: status, text: text, node: place.name))
  }

  private static func tell(_ place: NodePlace, _ process: NodeProcess) {
    guard !process.hasAnswered, !Terminal.isAskedForPassword else { return }
    say(NodeSilence.line(place: place.description, server: nil))
  }

  private static func end(_ heard: NodeProcess.Heard) -> AttachEnd? {
    switch heard {
    case .items(let items):
      return items.lazy.compactMap(end).first
    case .otherVersion: return .otherVersion
    case .flooded: return .flooded
    case .nothing, .banner, .end: return nil
    }
  }

  private static func end(_ item: AttachFrameDecoder.Item) -> AttachEnd? {
    switch item {
    case .data: return nil
    case .failure: return .otherVersion
    case .status(let bytes):
      switch AttachStatus(text: String(decoding: bytes, as: UTF8.self))?.phase {
      case .ended(let reason): return .ended(reason)
      case .absent(let last): return .absent(last: last)
      case .notReady: return .notReady
      default: return .otherVersion
      }
    }
  }

  private static func reap(_ pid: Int32) -> Int32 {
    // At a password prompt ssh has yet to give the terminal its echo back.
    for (pause, signal) in [(2_000, SIGTERM), (1_000, SIGKILL)] as [(UInt64, Int32)] {
      if hasEnded(pid, within: pause) { break }
      Children.signal(pid, signal)
    }
    _ = hasEnded(pid, within: 1_000)
    return Children.reap(pid)?.status ?? ExitStatus.ssh
  }

  private static func hasEnded(_ pid: Int32, within milliseconds: UInt64) -> Bool {
    ProcessIdentity.of(pid)?.waitForEnd(until: .after(milliseconds)) ?? true
  }
}
