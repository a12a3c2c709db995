import QGui
import Testing

@Suite struct CheckResultTests {
  @Test func aLineNamesTheStateAndTheRemedy() {
    let fine = CheckResult("xpra", .ok, "xpra 3.1.3")
    #expect(fine.line == "ok       xpra 3.1.3")
    let bad = CheckResult("tmp", .warning, "/tmp is swept", remedy: "echo x")
    #expect(bad.line == "warning  /tmp is swept: echo x")
    #expect(CheckResult.hidden("x", "/etc/x").line.hasPrefix("unknown  /etc/x cannot be read: "))
  }

  @Test func aLineIsSafeToPrint() {
    let hostile = CheckResult("hook", .wrong, "a\u{1B}[2Jb\nok       c", remedy: "\u{202E}d")
    #expect(hostile.line == "wrong    a\\u{1b}[2Jb\\u{a}ok       c: \\u{202e}d")
  }

  @Test(
    arguments: [
      ([.ok, .note, .unknown], 0), ([.ok, .warning, .unknown], 1), ([.warning, .wrong, .ok], 2),
      ([], 0),
    ] as [([CheckResult.State], Int32)])
  func theWorstDecides(_ states: [CheckResult.State], _ status: Int32) {
    #expect(states.map { CheckResult("x", $0, "") }.exitStatus == status)
  }
}
