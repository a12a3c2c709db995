import QGui
import Testing

@Suite struct AttachTargetTests {
  @Test(arguments: [
    ("442611", "442611"), ("442611.server", "442611"), ("442611[3].pbs.example", "442611[3]"),
    ("0", "0"), (":100", ":100"), (":0", ":0"),
  ])
  func takes(_ operand: String, key: String) throws {
    let target = try AttachTarget(operand: operand)
    #expect(target.key == key)
    #expect(AttachTarget(key: key)?.key == key)
  }

  @Test(arguments: [
    "", ":", ":x", ":-1", ":2147483648", ":1.0", "rstudio", "-1", "007", "1;id", "1 2", "1\n",
    "[3]",
  ])
  func refuses(_ operand: String) {
    #expect(throws: AttachTargetError.self) { try AttachTarget(operand: operand) }
    #expect(AttachTarget(key: operand) == nil)
  }

  @Test(arguments: ["8[]", "442611.server", ":007"])
  func noKey(_ text: String) {
    #expect(AttachTarget(key: text) == nil)
  }

  @Test func complaintsAreOneSafeLine() {
    for operand in ["", ":\u{1b}[2J", "\u{1b}]0;x\u{7}\nnext"] {
      do {
        _ = try AttachTarget(operand: operand)
        Issue.record("took it")
      } catch {
        #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 32 })
      }
    }
    #expect(AttachTargetError.missing.description.contains("the number that qsub printed"))
  }

  @Test func commandsSurviveAShell() throws {
    #expect(try AttachTarget(operand: "442611").command == "qconnect 442611")
    #expect(try AttachTarget(operand: "442611[3]").command == "qconnect '442611[3]'")
    #expect(try AttachTarget(operand: ":100").command == "qconnect :100")
  }

  @Test func whereAHandMadeServerIs() throws {
    #expect(try AttachTarget(operand: "442611").commonDisplay == DisplayNumber(442611))
    #expect(try AttachTarget(operand: "442611[3]").commonDisplay == nil)
    #expect(try AttachTarget(operand: "999999999999").commonDisplay == nil)
  }

  @Test(arguments: [
    ("node01", "node01", true), ("node01.a.b", "node01", true), ("node01", "node01.a.b", true),
    ("NODE01", "node01", true), ("node01.a", "node01.b", false), ("node01", "node011", false),
    ("node1", "node01", false),
  ])
  func sameMachine(_ node: String, _ name: String, _ same: Bool) throws {
    #expect(try #require(HostName(node)).isSameMachine(as: name) == same)
  }

  @Test func stoppedAndRunning() throws {
    let job = try AttachTarget(operand: "8[2]")
    #expect(
      job.line(isStopped: true)
        == "job 8[2] is stopped, as while it is suspended: its windows do not react until it runs on"
    )
    #expect(job.line(isStopped: false) == "job 8[2] runs on")
  }
}
