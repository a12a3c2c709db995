import QGui
import Testing

@Suite struct WarningTests {
  private static func mb(_ count: UInt64) -> MemorySize { MemorySize(bytes: count << 20) }
  private static let hour = WallTime(seconds: 3600)!
  private static let kill = Warning.memoryKill(
    MemoryReading(limit: mb(1024), job: nil, peak: mb(1024)))

  @Test(
    arguments: [
      (
        .memory(used: mb(3277), limit: mb(4096), isJobs: false),
        "R uses 3.2 GB of its memory limit of 4 GB (80 %): save your work, or close something",
        ["memory", "80"]
      ),
      (
        .memory(used: mb(980), limit: mb(1000), isJobs: true),
        "the job uses 980 MB of its memory limit of 1000 MB (98 %): save your work, or close"
          + " something", ["memory", "98"]
      ),
      (
        .walltime(hour, left: 1800),
        "the job ends in 30 minutes, at its walltime of 01:00:00: save your work",
        ["walltime", "1800"]
      ),
      (
        .walltime(hour, left: 50),
        "the job ends in 50 seconds, at its walltime of 01:00:00: save your work",
        ["walltime", "50"]
      ),
      (
        .walltime(hour, left: 7200),
        "the job ends in 120 minutes, at its walltime of 01:00:00: save your work",
        ["walltime", "7200"]
      ),
      (
        kill,
        "a process of R reached its memory limit of 1 GB (peak 1 GB) and was killed: ask for"
          + " mem=1536mb", nil
      ),
    ] as [(Warning, String, [String]?)])
  func saysWhatComes(_ warning: Warning, _ sentence: String, _ words: [String]?) {
    #expect(warning.sentence(program: "R") == sentence)
    #expect(warning.words == words)
  }

  @Test func limitOfNothingIsReached() {
    let warning = Warning.memory(used: Self.mb(1), limit: Self.mb(0), isJobs: false)
    #expect(warning.words == ["memory", "100"])
  }

  @Test func oneCauseIsToldOnceAMinute() {
    var pace = WarningPace()
    let first = pace.allows(.memory, now: 5)
    let other = pace.allows(.walltime, now: 6)
    let early = pace.allows(.memory, now: 60_004)
    let next = pace.allows(.memory, now: 60_005)
    #expect(first && other && !early && next)
    #expect(pace.next(.memory) == 120_005)
    #expect(pace.next(.memoryKill) == nil)
  }
}
