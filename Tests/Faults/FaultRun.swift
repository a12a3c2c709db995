import Glibc
import Linux
import QGui
import TestSupport

/// One session from its beginning to its end, with its fault.
final class FaultRun {
  private let fault: SignalFault
  private let node: Node
  private let session: RunningSession
  private var hit: ExpectedEnd.Hit?
  private var struck: ProcessIdentity?
  private var plannedSignal: Int32?
  private var sawKeeper = false
  private var hasPlannedEndCome = false
  private(set) var outcome = FaultOutcome()

  /// In seconds: the program's grace, and every step of the teardown at its bound.
  private static let patience: UInt64 = 15

  init(_ fault: SignalFault, on node: Node) throws {
    self.fault = fault
    self.node = node
    var job = Job(
      fault.program.words, of: node.alice, id: "\(1_000_000_000 + fault.seed % 1_000_000_000)")
    // A debug build's own, which takes a minute over a SIGQUIT.
    job.environment["SWIFT_BACKTRACE"] = "enable=no"
    job.options = ["--grace=1"] + (fault.hasTerminal ? ["--pty"] : [])
    if fault.isContained {
      job.group = try node.makeGroup(delegatedTo: node.alice)
      job.options.append("--mem=1gb")
    } else {
      job.options.append("--containment=off")
    }
    session = try node.start(job)
  }

  /// What is wrong with its end: nothing, if all is well.
  func perform() throws -> [String] {
    try eventually("the job's shell has become qgui-run") {
      session.process.hasEnded || ProcFS.file(session.pid)?.hasSuffix("/qgui-run") == true
    }
    let begin = Instant.now.milliseconds
    for (moment, act) in timeline {
      // The delays are the fault, not a wait.
      let left = Instant(milliseconds: begin + moment).millisecondsLeft
      if left > 0 { usleep(UInt32(left) * 1_000) }
      act()
    }
    let last = Instant.now
    let status: Int32
    do {
      status = try session.exitStatus(within: Self.patience)
    } catch {
      return ["it does not end: \(ProcessTable.of(node.alice))"]
    }
    outcome.took = Instant.now.milliseconds - last.milliseconds
    outcome.status = status
    return try judge(status)
  }

  private var timeline: [(UInt64, () -> Void)] {
    var acts = [(fault.moment, strike), (fault.life, endAsPlanned)]
    if fault.signal == SIGSTOP { acts.append((fault.goesOn, letGoOn)) }
    return acts.sorted { $0.0 < $1.0 }
  }

  // MARK: acts

  private func strike() {
    let cast = Cast(session)
    sawKeeper = sawKeeper || cast.first(.keeper) != nil
    let there = cast.parts.first { $0.role == fault.target } ?? cast.parts.element(fault.other)
    let hadDisplay = session.record?.display != nil
    guard let there, there.process.identity.send(fault.signal) else { return }
    struck = there.process.identity
    hit = ExpectedEnd.Hit(role: there.role, hadDisplay: hadDisplay, isEarly: isEarly)
    outcome.role = there.role
  }

  /// A signal so near the planned end that either may come first is none before it, in milliseconds.
  private var isEarly: Bool { !hasPlannedEndCome && fault.life > fault.moment + 200 }

  private var staysStopped: Bool { hit.map { fault.staysStopped($0.role) } ?? false }

  private func letGoOn() {
    if !staysStopped { struck?.send(SIGCONT) }
  }

  /// The program ends by itself where it can, and the job is deleted where it cannot.
  private func endAsPlanned() {
    hasPlannedEndCome = true
    outcome.survived = hit != nil && !session.process.hasEnded
    let cast = Cast(session)
    sawKeeper = sawKeeper || cast.first(.keeper) != nil
    let awaited = cast.parts.first {
      $0.role == .descendant && $0.process.name == fault.program.waitsFor
    }
    if let awaited, !staysStopped, awaited.process.identity.send(SIGTERM) { return }
    plannedSignal = SIGTERM
    session.send(SIGTERM)
  }

  // MARK: the end

  private func judge(_ status: Int32) throws -> [String] {
    let expected = ExpectedEnd(fault: fault, hit: hit, plannedSignal: plannedSignal)
    var wrong: [String] = []
    if !expected.statuses.contains(status) {
      wrong.append("status \(status) and not of \(expected.statuses.sorted())")
    }
    if expected.killsRunner, !sawKeeper {
      wrong += try node.cleanUpByTheNext()
    } else if let left = node.leftovers(within: Node.promised) {
      wrong.append("left behind:\n\(left)")
    }
    if let complaint = complaintAboutWords(status, expected) { wrong.append(complaint) }
    return wrong
  }

  /// One line, and the record says the same.
  private func complaintAboutWords(_ status: Int32, _ expected: ExpectedEnd) -> String? {
    let prefix = "qgui-run: "
    let lines = session.error.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(prefix) }
      .filter { !$0.contains("largest-memory in ") }
    let end = session.endedRecord?.end
    if lines.isEmpty {
      if expected.killsRunner { return end == nil && sawKeeper ? "no record of its end" : nil }
      // It was hit before it was there: the system says by which signal.
      let isUnborn = !sawKeeper && end == nil && status == ExitStatus.ofSignal(fault.signal)
      let isUnbornAtItsEnd = !sawKeeper && end == nil && status == ExitStatus.ofSignal(SIGTERM)
      return isUnborn || isUnbornAtItsEnd ? nil : "no line says why; the record: \(end as Any)"
    }
    guard lines.count == 1 else { return "\(lines.count) lines:\n\(session.error)" }
    guard let end else { return "no record of its end: \(lines)" }
    let name = String(fault.program.words[0])
    let sentence = end.sentence(program: name)
    return lines[0] == prefix + sentence ? nil : "'\(lines[0])', but the record says '\(sentence)'"
  }
}

extension Array {
  /// Any of them, the same for the same number; nil of none.
  fileprivate func element(_ number: UInt64) -> Element? {
    isEmpty ? nil : self[Int(number % UInt64(count))]
  }
}
