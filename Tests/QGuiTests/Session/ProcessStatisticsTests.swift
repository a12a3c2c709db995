import QGui
import Testing

@Suite struct ProcessStatisticsTests {
  private func read(
    _ name: String = "xterm", state: String = "S", flags: String = "4194304", threads: String = "1"
  ) -> ProcessStatistics? {
    ProcessStatistics(
      text: "4711 (\(name)) \(state) 4700 4711 4699 0 -1 \(flags) 1 2 3 4 5 6 7 8 20 0 \(threads) 0"
        + " 563879 1 2 3\n")
  }

  /// The last two are one character with the bracket to Swift.
  @Test(arguments: [
    "xterm", "", ")", "a) Z 1 (b", "a b", "a\nb) Z 1 1 1", "(", "a\u{301}", "\u{600}", "a\u{110bd}",
  ])
  func nameMayBeAnything(_ name: String) throws {
    let process = try #require(read(name))
    #expect(process.parent == 4700)
    #expect(process.session == 4699)
    #expect(process.startTime == 563_879)
    #expect(!process.hasEnded && !process.isExiting)
  }

  /// Of one that has threads left the first is dead, and it is not.
  @Test(arguments: [
    ("R", "1", false), ("T", "1", false), ("Z", "1", true), ("Z", "0", true), ("Z", "2", false),
    ("X", "1", true),
  ])
  func hasEnded(_ state: String, _ threads: String, _ hasEnded: Bool) {
    #expect(read(state: state, threads: threads)?.hasEnded == hasEnded)
  }

  @Test(arguments: [("T", true), ("t", false), ("S", false), ("D", false), ("Z", false)])
  func isStopped(_ state: String, _ isStopped: Bool) {
    #expect(read(state: state)?.isStopped == isStopped)
  }

  @Test(arguments: [("4194304", false), ("4194308", true), ("4", true), ("x", true)])
  func isExiting(_ flags: String, _ isExiting: Bool) {
    #expect(read(flags: flags)?.isExiting == isExiting)
  }

  @Test(arguments: ["", "4711", "4711 (xterm", "4711 (xterm)", "4711 (xterm) S 1 1 1 0 -1 0"])
  func refuses(_ text: String) {
    #expect(ProcessStatistics(text: text) == nil)
  }
}
