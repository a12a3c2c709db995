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
    hasOtherClient: Bool = false, isLookedAfter: Bool = true
  ) -> ConnectionLoss {
    ConnectionLoss(
      before: record(), now: now, ended: ended, serverLives: serverLives,
      hasOtherClient: hasOtherClient, isLookedAfter: isLookedAfter)
  }

  @Test func anEndThatIsWrittenDown() {
    #expect(
      loss(now: ended(.ending, .exited(3)), hasOtherClient: true).verdict
        == .sure(.ended(.exited(3))))
    #expect(loss(now: nil, ended: ended(.ended, .killed)).verdict == .sure(.ended(.killed)))
  }

  @Test func theEndOfAnotherSessionOfTheJobIsNone() {
    let old = ended(.ended, .exited(0), mark: "old")
    #expect(loss(now: record(), ended: old).verdict == .unsure(.lost(.closed)))
    #expect(loss(now: nil, ended: old, serverLives: false).verdict == .unsure(.ended(nil)))
    #expect(loss(now: record(mark: "new"), serverLives: false).verdict == .unsure(.ended(nil)))
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
