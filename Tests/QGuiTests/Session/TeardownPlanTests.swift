import QGui
import Testing

@Suite struct TeardownPlanTests {
  private func record(_ values: [SessionRecord.Field: String]) -> SessionRecord {
    var record = SessionRecord(job: "442611", host: "node07", program: "xterm", mark: "f00")
    for (field, value) in values { record[field] = value }
    return record
  }

  private static let last: [TeardownStep] = [.reapOrphans, .removeDirectory, .keepRecord]

  /// Programs before their display, xpra before Xvfb, files after their owners, and what may hang,
  /// the home, last.
  @Test func isInThisOrder() {
    let steps = TeardownStep.plan(
      record([
        .xvfb: "100 5", .xpra: "101 6", .display: "442611", .group: "v1 /m /qgui",
        .commonSocket: "/home/a/.xpra/node07-442611",
      ]))
    #expect(
      steps == [
        .endPrograms, .stopXpra(ProcessIdentity(pid: 101, startTime: 6)),
        .endXvfb(ProcessIdentity(pid: 100, startTime: 5)), .reapOrphans,
        .removeSocket("/tmp/.X11-unix/X442611"), .removeKeymap("/tmp/server-442611.xkm"),
        .removeGroup, .removeDirectory,
        .removeSocket("/home/a/.xpra/node07-442611"), .keepRecord,
      ])
  }

  /// `xpra stop` runs in every ending, even in one before there was a server.
  @Test func stopsXpraWhateverThereIs() {
    #expect(TeardownStep.plan(record([:])) == [.endPrograms, .stopXpra(nil)] + Self.last)
    #expect(
      TeardownStep.plan(record([.xvfb: "100 5"])) == [
        .endPrograms, .stopXpra(nil), .endXvfb(ProcessIdentity(pid: 100, startTime: 5)),
      ] + Self.last)
  }

  /// Xvfb makes its socket before it is up.
  @Test func removesTheSocketOfADisplayThatNeverWas() {
    let steps = TeardownStep.plan(record([.candidate: "100"]))
    #expect(steps.contains(.removeSocket("/tmp/.X11-unix/X100")))
    let up = TeardownStep.plan(record([.candidate: "100", .display: "100"]))
    #expect(up == steps)
  }

  /// Nothing in a record makes us signal init or everybody.
  @Test(arguments: ["1 5", "0 5", "-1 5", "x", "", "100", "100 5 6", "100  5"])
  func signalsNobodyElse(_ text: String) {
    let steps = TeardownStep.plan(record([.xvfb: text, .xpra: text]))
    #expect(steps == [.endPrograms, .stopXpra(nil)] + Self.last)
  }

  /// The runner waits longer than all bounds of the keeper's teardown together.
  @Test func isOverBeforeTheRunnerLosesPatience() {
    let kills = TeardownStep.killPatience
    // Programs and orphans are looked for in two ways; a command may need killing twice.
    let bounds = [
      2 * (TeardownStep.programsPatience + kills), TeardownStep.xpraPatience + kills,
      TeardownStep.stopCommandRuns + 2 * kills, TeardownStep.xvfbPatience + kills,
      2 * (TeardownStep.orphansPatience + kills), kills,
    ]
    #expect(bounds.reduce(0, +) < Runner.teardownPatience)
  }
}
