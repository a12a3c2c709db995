import Linux
import QGui
import TestSupport

/// What a process is in its session.
enum Role: String, CaseIterable, Sendable {
  case runner, keeper, xvfb, xpra, program, descendant, relay
  /// `xpra stop`, qstat, what xpra starts, and whatever is on its way to become something.
  case helper

  static let targets = allCases.filter { $0 != .helper }
}

/// The processes of a session at one moment, by what the process tree says: a record comes later.
struct Cast {
  let parts: [(role: Role, process: ProcessEntry)]

  init(_ session: RunningSession) {
    let all = ProcessTable.of(session.job.user)
    let tree = SessionTree(session, all)
    parts = all.map { (tree.role($0), $0) }
  }

  func first(_ role: Role) -> ProcessEntry? { parts.first { $0.role == role }?.process }
}

private struct SessionTree {
  private let byPid: [Int32: ProcessEntry]
  private let runner: Int32
  private let keeper: Int32?
  private let main: Int32?

  init(_ session: RunningSession, _ all: [ProcessEntry]) {
    byPid = Dictionary(uniqueKeysWithValues: all.map { ($0.pid, $0) })
    runner = session.pid
    let record = session.record
    main = record?.process(.main)?.pid
    // A fork has its parent's words; so has, for a moment, what is on its way to be another program.
    let words = byPid[runner]?.arguments
    let fork = all.first { $0.parent == session.pid && $0.arguments == words }
    keeper = record?.process(.keeper)?.pid ?? fork?.pid
  }

  func role(_ process: ProcessEntry) -> Role {
    if process.pid == runner { return .runner }
    if process.pid == keeper { return .keeper }
    if process.pid == main { return .program }
    if process.parent == keeper { return server(process) }
    if process.parent == runner { return child(process) }
    return isBelow(process, keeper) ? .helper : .descendant
  }

  private func server(_ process: ProcessEntry) -> Role {
    let words = process.arguments
    if words.contains(where: { $0.hasSuffix("/Xvfb") }) { return .xvfb }
    return words.contains("start") ? .xpra : .helper
  }

  private func child(_ process: ProcessEntry) -> Role {
    let words = process.arguments
    if words.dropFirst().first == "--relay" { return .relay }
    if words.contains("stop") || words.contains(where: { $0.hasSuffix("/qstat") }) {
      return .helper
    }
    if words == byPid[runner]?.arguments { return .helper }
    return main == nil ? .program : .descendant
  }

  private func isBelow(_ process: ProcessEntry, _ ancestor: Int32?) -> Bool {
    var next = byPid[process.parent]
    while let one = next {
      if one.pid == ancestor { return true }
      next = byPid[one.parent]
    }
    return false
  }
}
