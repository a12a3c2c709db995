import QGui
import Testing

@Suite struct JobRecordTests {
  private static func record() throws -> JobRecord {
    JobRecord(
      job: try JobID("44[7].tqlogin"), user: try #require(AccountName("alice")), uid: 5001)
  }

  private static let minimal = "version = 1\njob = 7\nuser = alice\nuid = 5001\n"

  @Test func comesBackAsItWas() throws {
    var record = try Self.record()
    #expect(JobRecord(text: record.text) == record)
    #expect(record.text == "version = 1\njob = 44[7].tqlogin\nuser = alice\nuid = 5001\n")
    (record.run, record.began) = (3, 12300)
    record.shell = ProcessIdentity(pid: 839, startTime: 12345)
    record.group = "v1 /sys/fs/cgroup/memory /qgui/44_7"
    record.scope = "qgui-44_7.scope"
    record.limit = MemorySize(bytes: 300 << 20)
    #expect(JobRecord(text: record.text) == record)
    #expect(record.text.split(separator: "\n").count == JobRecord.Field.allCases.count)
    #expect(record.name == "44_7")
  }

  /// A value stays in its line, and cannot become another field.
  @Test(arguments: [
    "v1 /m /a\nuid = 0", "\n", "a\r\nb", "\\", "\\n", " a ", "a = b", "", "\u{2028}", "é", "\0",
  ])
  func keepsHostileValues(_ text: String) throws {
    var record = try Self.record()
    record.group = text
    record.scope = text
    #expect(JobRecord(text: record.text) == record)
    #expect(record.text.split(separator: "\n").count == 6)
  }

  @Test func readsTheLeast() throws {
    let record = try #require(JobRecord(text: Self.minimal))
    #expect(record.job.key == "7")
    #expect(record.uid == 5001)
    #expect(record.shell == nil)
    #expect(record.group == nil)
  }

  @Test(arguments: JobRecord.Field.allCases)
  func refusesADoubledKey(_ field: JobRecord.Field) throws {
    var record = try Self.record()
    (record.run, record.began) = (3, 12300)
    record.shell = ProcessIdentity(pid: 839, startTime: 12345)
    (record.group, record.scope, record.limit) = ("g", "s", MemorySize(bytes: 1))
    let line = try #require(
      record.text.split(separator: "\n").first { $0.hasPrefix("\(field.rawValue) = ") })
    #expect(JobRecord(text: record.text + line + "\n") == nil)
  }

  @Test(arguments: [
    "", "\n", "colour = red\n", "Uid = 5001\n", "no pair\n", "= 7\n", "\0", "version = 1",
  ])
  func refusesWhatItDoesNotKnow(_ more: String) {
    let isNothing = more.allSatisfy(\.isNewline)
    #expect((JobRecord(text: Self.minimal + more) == nil) != isNothing)
    #expect(JobRecord(text: more) == nil)
  }

  @Test(arguments: ["version", "job", "user", "uid"])
  func refusesWhatSaysTooLittle(_ field: String) {
    let lines = Self.minimal.split(separator: "\n").filter { !$0.hasPrefix(field) }
    #expect(lines.count == 3)
    #expect(JobRecord(text: lines.joined(separator: "\n")) == nil)
  }

  @Test(arguments: [
    ("version = 1", "version = 2"), ("version = 1", "version = 01"), ("version = 1", "version ="),
    ("job = 7", "job = 8[]"), ("job = 7", "job = ../7"), ("job = 7", "job = 007"),
    ("user = alice", "user = a:b"), ("user = alice", "user = a\\nb"),
    ("uid = 5001", "uid = -1"), ("uid = 5001", "uid = 4294967296"), ("uid = 5001", "uid = alice"),
  ])
  func refusesOtherForms(_ line: String, _ other: String) {
    let text = Self.minimal.replacing(line, with: other)
    #expect(text != Self.minimal)
    #expect(JobRecord(text: text) == nil)
  }

  /// A pid that no job can have names no process.
  @Test(arguments: ["1 5", "0 5", "-1 5", "839", "839 ", "x y", "839 5 6"])
  func namesNoImpossibleShell(_ text: String) throws {
    let record = JobRecord(text: Self.minimal + "shell = \(text)\n")
    #expect(record == nil || record?.shell == nil)
  }
}
