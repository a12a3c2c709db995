import QGui
import Testing

@Suite struct EndReasonTests {
  private static let gigabyte = MemorySize(bytes: 1 << 30)
  private static let kill = MemoryKill(
    status: 137, reading: MemoryReading(limit: gigabyte, job: nil, peak: gigabyte))

  @Test(arguments: [
    EndReason.exited(0), .exited(255), .signalled(11), .told(15), .asked, .stopped, .killed,
    .memory(kill), .displayFailed("Xvfb ended with status 1"), .displayFailed(""),
    .deleted(15), .walltime(WallTime(seconds: 360_000)!), .rebooted, .unknown, .failed("a  b "),
    .failed("two\nlines"), .failed("\u{301}x"), .displayFailed("\u{301}"),
    .memory(MemoryKill(status: 1, reading: MemoryReading(limit: nil, job: nil, peak: nil))),
    .limit(ExceededLimit(.pvmem, used: nil, limit: 7)),
    .batchSystem("node 1 (n2) requested job die"),
    .limit(ExceededLimit(.ncpus, used: nil, limit: nil)), .terminal(2),
  ])
  func isReadBack(_ reason: EndReason) {
    #expect(EndReason(text: reason.text) == reason)
  }

  @Test(arguments: [
    "", " ", "exited", "exited x", "exited 1 2", "exited 99999999999", "signalled", "told x",
    "deleted", "deleted x", "walltime", "walltime 0", "walltime -1:00:00", "memory", "memory 1",
    "memory 1 2 3", "memory 1 2 3 4 5", "memory x 1 2 3", "Killed",
    "exitedly 0", "limit", "limit cput", "limit gpus 1 2", "limit cput 1 x", "limit cput 1 2 3",
    "terminal", "terminal x",
  ])
  func refuses(_ text: String) {
    #expect(EndReason(text: text) == nil)
  }

  @Test(arguments: [
    (EndReason.exited(0), "xterm ended"), (.exited(3), "xterm ended with status 3"),
    (.signalled(11), "xterm was ended by SIGSEGV"),
    (.signalled(40), "xterm was ended by signal 40"),
    (.told(15), "the job was ended by SIGTERM"),
    (.asked, "the session was ended with qconnect --end"),
    (.deleted(15), "the job was deleted or requeued (SIGTERM from the batch system)"),
    (
      .walltime(WallTime(seconds: 5400)!),
      "the job reached its walltime of 01:30:00: ask for more, such as walltime=03:00:00"
    ),
    (.rebooted, "the node was started anew while xterm ran"),
    (
      .unknown,
      "xterm is gone without a record of why: its node failed, or everything was killed at once"
    ),
    (.terminal(1), "xterm ended when its terminal was closed"),
    (.terminal(2), "xterm was ended with Ctrl-C"),
    (
      .batchSystem("node 1 (n2) requested job die, code 15"),
      "the batch system killed the job: node 1 (n2) requested job die, code 15"
    ),
    (.stopped, "the display was stopped with xpra, and xterm with it"),
    (.displayFailed("Xvfb ended"), "the display of xterm failed: Xvfb ended"),
    (.killed, "the job was killed"), (.failed("no such group"), "no such group"),
    (
      .memory(kill),
      "xterm reached its memory limit of 1 GB (peak 1 GB) and was killed: ask for mem=1536mb"
    ),
  ])
  func saysWhatHappened(_ reason: EndReason, _ sentence: String) {
    #expect(reason.sentence(program: "xterm") == sentence)
  }

  @Test(arguments: [
    (EndReason.exited(0), true), (.stopped, true), (.told(15), true), (.exited(1), false),
    (.asked, true), (.terminal(2), true),
    (.limit(ExceededLimit(.cput, used: 9, limit: 8)), false), (.batchSystem("x"), false),
    (.deleted(15), true), (.walltime(WallTime(seconds: 60)!), false),
    (.rebooted, false),
    (.unknown, false),
    (.signalled(9), false), (.killed, false), (.displayFailed(""), false), (.failed(""), false),
    (.memory(kill), false),
  ])
  func isWell(_ reason: EndReason, _ expected: Bool) {
    #expect(reason.isWell == expected)
  }
}

@Suite struct MemoryReadingTests {
  private static func mb(_ count: UInt64?) -> MemorySize? {
    count.map { MemorySize(bytes: $0 << 20) }
  }

  @Test(
    arguments: [
      (
        300, 400, 300,
        "its memory limit of 300 MB (the job's 400 MB less 100 MB for the display; "
          + "peak 300 MB)", "768mb"
      ),
      (300, nil, 300, "its memory limit of 300 MB (peak 300 MB)", "512mb"),
      (300, nil, nil, "its memory limit of 300 MB", "512mb"),
      (
        300, 400, 200,
        "the job's memory limit of 400 MB (together with the display; its own peak 200 MB)", "768mb"
      ),
      (nil, nil, nil, "the job's memory limit", nil),
    ] as [(UInt64?, UInt64?, UInt64?, String, String?)])
  func saysWhichLimitAndWhatToAskFor(
    _ limit: UInt64?, _ job: UInt64?, _ peak: UInt64?, _ words: String, _ next: String?
  ) {
    let reading = MemoryReading(limit: Self.mb(limit), job: Self.mb(job), peak: Self.mb(peak))
    #expect(reading.limitInWords == words)
    #expect(reading.advice == next.map { "ask for mem=\($0)" } ?? "ask for more with mem=")
  }
}
