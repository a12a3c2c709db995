import QGui
import Testing

@Suite struct SessionRecordTests {
  /// Values that would be another line, another field, or another value.
  static let hostile = [
    "a\nstate = attachable", "a\r\nb", "a\\nb", "\\", "\\\\n", "a\0b", "=", " = ", "a=b",
    "é\u{202E}",
    "\u{1B}[2J", "a\n\nb\n", "\n", " ", "  ", " a ", "\u{301}a", "a \u{301}", "\\s", "= ",
    "👩\u{200D}",
  ]

  private func record() -> SessionRecord {
    var record = SessionRecord(job: "44[7]", host: "node07", program: "x term", mark: "f00d")
    record[.runner] = "12 345"
    record[.display] = "442611"
    record[.end] = EndReason.displayFailed("Xvfb ended").text
    return record
  }

  @Test func isReadBack() throws {
    let record = record()
    let read = try #require(SessionRecord(text: record.text))
    #expect(read == record)
    #expect(read.job == "44[7]")
    #expect(read.host == "node07")
    #expect(read.program == "x term")
    #expect(read.state == .starting)
    #expect(read.display == DisplayNumber(442611))
    #expect(read.process(.runner) == ProcessIdentity(pid: 12, startTime: 345))
    #expect(read.end == .displayFailed("Xvfb ended"))
    #expect(read.terminal == nil)
  }

  @Test func hasATerminal() {
    var record = record()
    record[.terminal] = "/tmp/qgui-7/44_7/tmux"
    #expect(SessionRecord(text: record.text)?.terminal == "/tmp/qgui-7/44_7/tmux")
  }

  @Test(arguments: hostile)
  func holdsHostileText(_ text: String) throws {
    var record = record()
    record[.program] = text
    let lines = record.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 10)
    let read = try #require(SessionRecord(text: record.text))
    #expect(read == record)
    #expect(read.state == .starting)
  }

  @Test(arguments: [
    "", "\n", "version = 2\njob = 1\n", "job = 1\n", "version = 1\n", "version=1", "\0", "= = =\n",
    "version = 1 \u{2028}job = 1", "VERSION = 1\nJOB = 1\n",
  ])
  func refuses(_ text: String) {
    #expect(SessionRecord(text: text) == nil)
  }

  @Test func takesTheFirstLineOfAKey() {
    let text = "version = 1\njob = 7\nstate = ending\nstate = attachable\nnews = 1\njob = 8\n?\n"
    let record = SessionRecord(text: text)
    #expect(record?.job == "7")
    #expect(record?.state == .ending)
  }

  @Test(arguments: ["-1", "2147483648", "x", "", "442611 "])
  func hasNoOtherDisplay(_ text: String) {
    var record = record()
    record[.display] = text
    #expect(record.display == nil)
  }

  @Test(arguments: ["running", "", "ATTACHABLE"])
  func isStartingInUnknownStates(_ text: String) {
    var record = record()
    record[.state] = text
    #expect(record.state == .starting)
  }

  @Test func factsAreLines() throws {
    let line = SessionRecord.line(.display, "442611")
    #expect(line == "display = 442611")
    let fact = try #require(SessionRecord.fact(line))
    #expect(fact == (.display, "442611"))
    #expect(SessionRecord.fact("unheard = of") == nil)
    #expect(SessionRecord.fact("display") == nil)
  }
}

@Suite struct KeyValueTextTests {
  @Test(arguments: SessionRecordTests.hostile + ["", "plain", "two words"])
  func isReadBack(_ value: String) throws {
    let line = KeyValueText.line("key", value)
    #expect(!line.unicodeScalars.contains { $0 == "\n" || $0 == "\r" || $0 == "\0" })
    let pair = try #require(KeyValueText.pair(Substring(line)))
    #expect(pair.key == "key")
    #expect(Array(pair.value.unicodeScalars) == Array(value.unicodeScalars))
  }

  @Test(arguments: ["", "key", " = value", "=", "   "])
  func refuses(_ line: String) {
    #expect(KeyValueText.pair(Substring(line)) == nil)
  }

  @Test(arguments: [
    ("key=value", "value"), ("  key  =  value  ", "value"), ("key = a = b", "a = b"),
    (#"key = \x\"#, "x"), ("key =", ""),
  ])
  func reads(_ line: String, _ value: String) throws {
    let pair = try #require(KeyValueText.pair(Substring(line)))
    #expect(pair.key == "key")
    #expect(pair.value == value)
  }
}
