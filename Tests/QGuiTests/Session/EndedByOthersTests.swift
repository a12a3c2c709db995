import QGui
import Testing

@Suite struct EndedByOthersTests {
  private static let hour = WallTime(seconds: 3600)!
  private static let limit = TimeLimit(hour, begun: 1_000_000)

  @Test(
    arguments: [
      (.batchSystem, true, limit, 2_000_000, .deleted(15)),
      (.batchSystem, true, limit, 4_569_999, .deleted(15)),
      (.batchSystem, true, limit, 4_570_000, .walltime(hour)),
      (.batchSystem, true, limit, 5_000_000, .walltime(hour)),
      (.batchSystem, true, limit, 9_000_000, .deleted(15)),
      (.batchSystem, true, nil, 9_000_000, .deleted(15)),
      (.user, true, limit, 9_000_000, .told(15)),
      (.qconnect, true, limit, 9_000_000, .asked), (.qconnect, false, nil, 0, .asked),
      (.keyboard, true, limit, 9_000_000, .told(15)), (.batchSystem, false, nil, 0, .told(15)),
    ] as [(SignalSender, Bool, TimeLimit?, UInt64, EndReason)])
  func tellsWhoSentASignal(
    _ sender: SignalSender, _ isJob: Bool, _ limit: TimeLimit?, _ now: UInt64, _ reason: EndReason
  ) {
    #expect(
      EndReason.signal(15, from: sender, isJob: isJob, timeLimit: limit, now: now) == reason)
  }

  @Test(
    arguments: [
      (true, 0, 0, .keyboard), (false, 0, 0, .batchSystem), (false, 5001, 0, .user),
      (false, 5001, 1, .user), (false, 5001, SignalSender.batchSystem.word, .batchSystem),
      (false, 5001, SignalSender.qconnect.word, .qconnect),
      // Root's own session.
      (false, 0, SignalSender.qconnect.word, .qconnect),
    ] as [(Bool, UInt32, Int32, SignalSender)])
  func knowsWhoSends(_ fromKernel: Bool, _ user: UInt32, _ word: Int32, _ sender: SignalSender) {
    #expect(SignalSender(fromKernel: fromKernel, user: user, word: word) == sender)
  }

  /// As a daemon does when the terminal of `qsub -I` is closed.
  @Test func hangUpIsNoOrder() {
    let why = EndReason.signal(1, from: .batchSystem, isJob: true, timeLimit: nil, now: 0)
    #expect(why == .told(1))
  }

  @Test func shortJobsAreOnlyOverWhenTheyAre() {
    let minute = TimeLimit(WallTime(seconds: 60)!, begun: 0)
    #expect(!minute.isOver(now: 53_999))
    #expect(minute.isOver(now: 54_000))
  }

  private func record(_ facts: [(SessionRecord.Field, String)]) -> SessionRecord {
    var record = SessionRecord(job: "7", host: "node01", program: "xterm", mark: "m")
    for (field, value) in facts { record[field] = value }
    return record
  }

  @Test(
    arguments: [
      ([], .killed), ([(.boot, "a")], .killed), ([(.boot, "b")], .rebooted),
      ([(.boot, "b"), (.cause, "deleted 15")], .rebooted),
      ([(.boot, "b"), (.end, "exited 3")], .exited(3)),
      ([(.boot, "a"), (.cause, "deleted 15")], .deleted(15)),
      ([(.cause, "nonsense")], .killed),
      ([(.timeLimit, limit.text)], .walltime(hour)),
      ([(.timeLimit, "3600 99000000")], .killed), ([(.timeLimit, "3600 1000")], .killed),
      ([(.timeLimit, "3600")], .killed),
      ([(.timeLimit, "0 1")], .killed), ([(.timeLimit, "3600 99999999999999999999")], .killed),
    ] as [([(SessionRecord.Field, String)], EndReason)])
  func tellsWhyItVanished(_ facts: [(SessionRecord.Field, String)], _ reason: EndReason) {
    #expect(record(facts).endUntold(now: 5_000_000, boot: "a") == reason)
  }

  /// Whoever cleans up later cannot tell.
  @Test func walltimeIsOnlyToldAtTheEnd() {
    #expect(record([(.timeLimit, Self.limit.text)]).endUntold(now: nil, boot: "a") == .killed)
  }

  @Test func nodeWithoutABootTellsOfNone() {
    #expect(record([(.boot, "b")]).endUntold(now: 0, boot: nil) == .killed)
  }

  @Test(
    arguments: [
      ("3600", 3600), ("0", nil), ("", nil), ("01:00:00", nil), ("99999999999999999999", nil),
    ] as [(String, UInt64?)])
  func readsTorquesEnvironment(_ text: String, _ seconds: UInt64?) {
    #expect(WallTime.ofTorque(["PBS_WALLTIME": text])?.seconds == seconds)
    #expect(WallTime.ofTorque([:]) == nil)
  }
}
