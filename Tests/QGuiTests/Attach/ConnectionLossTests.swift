import QGui
import Testing

@Suite struct ConnectionLossTests {
  private func record(
    _ state: SessionRecord.State = .attachable, xpra: String? = "10 100", mark: String = "m"
  ) -> SessionRecord {
    var record = SessionRecord(job: "1", host: "n", program: "x", mark: mark)
    record[.state] = state.rawValue
    record[.xpra] = xpra
    return record
  }

  private func ended(_ state: SessionRecord.State, _ end: EndReason, mark: String = "m")
    -> SessionRecord
  {
    var record = record(state, mark: mark)
    record[.end] = end.text
    return record
  }

  private func loss(
    now: SessionRecord?, ended: SessionRecord? = nil, serverLives: Bool = true,
    hasOtherClient: Bool = false, isLookedAfter: Bool = true, seenEnd: EndReason? = nil
  ) -> ConnectionLoss {
    ConnectionLoss(
      before: record(), now: now, ended: ended, serverLives: serverLives,
      hasOtherClient: hasOtherClient, isLookedAfter: isLookedAfter, seenEnd: seenEnd)
  }

  @Test func anEndThatIsWrittenDown() {
    #expect(
      loss(now: ended(.ending, .stopped), hasOtherClient: true).verdict
        == .sure(.ended(.stopped)))
    #expect(loss(now: nil, ended: ended(.ended, .killed)).verdict == .sure(.ended(.killed)))
  }

  /// The record of the end may have the cause of what the session's record tells.
  @Test func anEndThatIsNotYetExplained() {
    let ending = ended(.ending, .signalled(15))
    #expect(loss(now: ending).verdict == .ending(.ended(.signalled(15))))
    #expect(loss(now: nil, seenEnd: .exited(143)).verdict == .ending(.ended(.exited(143))))
    #expect(loss(now: ending, isLookedAfter: false).verdict == .sure(.ended(.signalled(15))))
    let last = ended(.ended, .deleted(15))
    #expect(loss(now: ending, ended: last).verdict == .sure(.ended(.deleted(15))))
  }

  @Test func theEndOfAnotherSessionOfTheJobIsNone() {
    let old = ended(.ended, .exited(0), mark: "old")
    #expect(loss(now: record(), ended: old).verdict == .unsure(.lost(.closed)))
    #expect(loss(now: nil, ended: old, serverLives: false).verdict == .ending(.ended(nil)))
    #expect(loss(now: record(mark: "new"), serverLives: false).verdict == .ending(.ended(nil)))
  }

  @Test func anotherClient() {
    #expect(loss(now: record(), hasOtherClient: true).verdict == .unsure(.lost(.takenOver)))
  }

  @Test func aServerThatDied() {
    #expect(loss(now: record(), serverLives: false).verdict == .unsure(.lost(.restarted)))
    let starting = record(.starting, xpra: "11 200")
    #expect(loss(now: starting, serverLives: false).verdict == .unsure(.lost(.restarted)))
    let again = record(xpra: "11 200")
    #expect(loss(now: again, serverLives: false).verdict == .sure(.lost(.restarted)))
  }

  @Test func aTerminalWhoseDisplayWasStopped() {
    #expect(loss(now: record(.resting), serverLives: false).verdict == .sure(.lost(.stopped)))
  }

  @Test func everybodyKilledAtOnce() {
    for now in [record(), record(.starting, xpra: "11 200")] {
      let verdict = loss(now: now, serverLives: false, isLookedAfter: false).verdict
      #expect(verdict == .sure(.ended(.killed)))
    }
  }

  @Test func aBareServer() {
    var bare = ConnectionLoss(
      before: nil, now: nil, ended: nil, serverLives: true, hasOtherClient: false,
      isLookedAfter: false)
    #expect(bare.verdict == .unsure(.lost(.closed)))
    bare.serverLives = false
    #expect(bare.verdict == .unsure(.ended(.stopped)))
  }
}
