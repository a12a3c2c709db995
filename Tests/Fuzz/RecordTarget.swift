/// The records of sessions, of their ends, and of root's jobs.
///
/// Fields: a text, and two values that are written and read back.
enum RecordTarget {
  static let target = FuzzTarget("record", seeds: seeds) { input in
    checkSession(input[0])
    checkJob(input[0], input[1])
    checkEnd(input[0])
    checkGroup(input[0])
    for value in [input[1], input[2]] { checkValue(value) }
  }

  private static let seeds = [
    "version = 1\njob = 442611\nhost = n1\nprogram = xterm\nmark = x\nstate = ended\n"
      + "display = 7\nxvfb = 4711 12345\ntimeLimit = 3600 99999999\nboot = b\ncause = told 15\n"
      + "limit = 314572800\nend = memory 137 314572800 419430400 314572800\n\0 a\\b\r\u{301}\0x",
    "version = 1\njob = 8[1].head\nuser = alice\nuid = 5001\nshell = 4711 12345\n"
      + "group = v1 /sys/fs/cgroup/memory /qgui/7\nscope = qgui-7.scope\nlimit = 314572800\n",
    "exited 1", "signalled 11", "told 15", "deleted 15", "walltime 01:00:00", "stopped", "killed",
    "display Xvfb did not start", "failed cannot run x", "rebooted", "unknown",
    "memory 137 314572800 - -", "v1 /sys/fs/cgroup/memory /a\\040b/7",
  ]

  private static func checkSession(_ text: String) {
    guard let record = SessionRecord(text: text) else { return }
    expectSame(SessionRecord(text: record.text), record, "a record's text")
    for field: SessionRecord.Field in [.runner, .keeper, .xvfb, .xpra, .main] {
      expect(record.process(field).map { $0.pid > 1 } ?? true, "no process of ours")
    }
    _ = (record.display, record.candidate, record.state, record.timeLimit)
    let end = record.endUntold(now: 1 << 40, boot: "b")
    expectSafe(end.sentence(program: record.program).printable(limit: 400))
    let report = SessionReport(
      record, directoryName: "442611", memoryUsed: MemorySize(bytes: 1), clients: 0)
    if let report {
      expectSame(SessionReport.list(text: report.text), [report], "a session's report")
    }
  }

  private static func checkJob(_ text: String, _ value: String) {
    guard var record = JobRecord(text: text) else { return }
    expectSame(JobRecord(text: record.text), record, "a job's record")
    record.group = value
    expectSame(JobRecord(text: record.text)?.group ?? "", value, "a job's group")
  }

  private static func checkEnd(_ text: String) {
    guard let end = EndReason(text: text) else { return }
    expectSame(EndReason(text: end.text), end, "an end's text")
  }

  private static func checkGroup(_ text: String) {
    guard let group = CgroupLocation(recordText: text) else { return }
    expectSame(CgroupLocation(recordText: group.recordText), group, "a group's text")
    let parts = group.directory.utf8.split(separator: UInt8(ascii: "/"))
    expect(!parts.contains { $0.elementsEqual("..".utf8) }, "a group that leaves its hierarchy")
  }

  private static func checkValue(_ value: String) {
    let line = KeyValueText.line("key", value)
    expect(!line.unicodeScalars.contains { "\n\r\0".unicodeScalars.contains($0) }, "a broken line")
    let pair = KeyValueText.pair(line[...])
    expectSame(pair.map { String($0.key) } ?? "", "key", "a key")
    expectSame(pair?.value ?? "none", value, "a value")
    for end in [EndReason.failed(value), .displayFailed(value)] {
      expectSame(EndReason(text: end.text), end, "an end with words")
    }
  }
}
