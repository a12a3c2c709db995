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

  @Test func connectedSockets() {
    let table = """
      Num       RefCount Protocol Flags    Type St Inode Path
      00000000b6c73e96: 00000002 00000000 00010000 0001 01 175268 /tmp/q/xpra.sock
      00000000892bf640: 00000003 00000000 00000000 0001 03 563879 /tmp/q/xpra.sock
      00000000892bf641: 00000003 00000000 00000000 0001 03 563880
      00000000892bf642: 00000003 00000000 00000000 0001 03 563881 @/tmp/q/xpra.sock
      00000000892bf643: 00000003 00000000 00000000 0001 03 563882 /home/a b/.xpra/n-1
      """
    #expect(ConnectedSockets.count(table, paths: ["/tmp/q/xpra.sock"]) == 1)
    #expect(ConnectedSockets.count(table, paths: ["/tmp/q/xpra.sock", "/home/a b/.xpra/n-1"]) == 2)
    #expect(ConnectedSockets.count(table, paths: []) == 0)
    #expect(ConnectedSockets.count("", paths: ["/x"]) == 0)
  }
}
