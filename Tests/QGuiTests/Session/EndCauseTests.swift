import QGui
import Testing

/// What explains what, whichever was found out first.
@Suite struct EndCauseTests {
  private static let hour = WallTime(seconds: 3600)!
  private static let minute = WallTime(seconds: 60)!
  private static let cput = EndReason.limit(ExceededLimit(.cput, used: 61, limit: 60))

  @Test(
    arguments: [
      (.exited(15), .deleted(15), .deleted(15)), (.signalled(9), .killed, .killed),
      (.exited(0), .told(15), .told(15)),
      (.signalled(15), .displayFailed("x"), .displayFailed("x")),
      (.killed, .deleted(15), .deleted(15)), (.killed, .walltime(hour), .walltime(hour)),
      (.deleted(15), cput, cput), (.deleted(15), .walltime(minute), .walltime(minute)),
      (.walltime(hour), .walltime(minute), .walltime(minute)), (.walltime(hour), cput, cput),
      (.unknown, .deleted(15), .deleted(15)),
      // What explains nothing.
      (.killed, .displayFailed("x"), .killed), (.deleted(15), .displayFailed("x"), .deleted(15)),
      (.deleted(15), .killed, .deleted(15)), (.deleted(15), .exited(3), .deleted(15)),
      (.walltime(hour), .deleted(15), .walltime(hour)), (cput, .deleted(15), cput),
      (.asked, .deleted(15), .asked), (.stopped, cput, .stopped), (.exited(3), nil, .exited(3)),
    ] as [(EndReason, EndReason?, EndReason)])
  func isExplained(_ first: EndReason, _ other: EndReason?, _ both: EndReason) {
    #expect(first.explained(by: other) == both)
  }

  /// A program can print anything; its own end says whether it may have been ended from outside.
  @Test(
    arguments: [
      (.exited(0), .exited(0)), (.exited(1), .exited(1)), (.signalled(11), .signalled(11)),
      (.exited(143), cput), (.signalled(15), cput), (.exited(15), cput), (.killed, cput),
      (.deleted(15), cput), (.told(15), .told(15)),
    ] as [(EndReason, EndReason)])
  func outputExplainsWhatCameFromOutside(_ end: EndReason, _ both: EndReason) {
    #expect(end.explained(byOutput: Self.cput) == both)
  }

  private func limit(_ line: String) -> EndReason? {
    KillNotice.reason(in: "printed\n=>> PBS: job killed: \(line)\nprinted later\n".utf8)
  }

  @Test(
    arguments: [
      ("walltime 51 exceeded limit 50", .walltime, 51, 50),
      ("cput 3601 exceeded limit 3600", .cput, 3601, 3600),
      ("pcput exceeded limit 600", .pcput, nil, 600),
      ("vmem 2147483648 exceeded limit 1073741824", .vmem, 2_147_483_648, 1_073_741_824),
      ("vmem 2048kb exceeded limit 1024kb", .vmem, 2_097_152, 1_048_576),
      ("pvmem exceeded limit 1048576", .pvmem, nil, 1_048_576),
      ("mem 2048kb exceeded limit 1024kb", .mem, 2_097_152, 1_048_576),
      ("mem job total 2048 kb exceeded limit 1024 kb", .mem, 2_097_152, 1_048_576),
      ("cput job total 12 secs exceeded limit 10 secs", .cput, 12, 10),
      ("ncpus 3.9 exceeded limit 2 (burst)", .ncpus, nil, 2),
      ("ncpus 2.25 exceeded limit 2 (sum)", .ncpus, nil, 2),
    ] as [(String, ExceededLimit.Resource, UInt64?, UInt64)])
  func readsTheDaemonsNotice(
    _ line: String, _ resource: ExceededLimit.Resource, _ used: UInt64?, _ most: UInt64
  ) {
    #expect(limit(line) == EndReason(ExceededLimit(resource, used: used, limit: most)))
  }

  @Test(arguments: [
    "node 1 (node02) requested job die, code 15001", "mppe 9 exceeded limit 8",
    "cput x exceeded limit 8", "cput 9 exceeded limit", "cput 9 exceeded",
    "mem 9 exceeded limit 8mb",
    "cput 99999999999999999999 exceeded limit 8",
    "job x.y memory_pressure is over 1 for 2 (3) cycles",
  ])
  func repeatsOtherNotices(_ line: String) {
    #expect(limit(line) == .batchSystem(line))
  }

  @Test func onlyTheLastNoticeCounts() {
    let both =
      "=>> PBS: job killed: cput 2 exceeded limit 1\nhalf a =>> PBS: job killed: x\u{1B}[2J"
    #expect(KillNotice.reason(in: both.utf8) == .batchSystem(#"x\u{1b}[2J"#))
    #expect(KillNotice.reason(in: "=>> PBS: job killed: \n".utf8) == nil)
    #expect(KillNotice.reason(in: "=>> PBS: job kill".utf8) == nil)
    #expect(KillNotice.reason(in: [UInt8]()) == nil)
    let long = "=>> PBS: job killed: " + String(repeating: "y", count: 9_999)
    #expect(KillNotice.reason(in: long.utf8)?.text.utf8.count == 169)
  }

  @Test(
    arguments: [
      (
        ExceededLimit(.vmem, used: 1_181_116_006, limit: 1 << 30),
        "the job and its display used 1.1 GB of address space, more than its vmem of 1 GB:"
          + " ask for mem= in place of vmem=, or for vmem=1792mb"
      ),
      (
        ExceededLimit(.mem, used: nil, limit: 1 << 30),
        "the job used more memory than its mem of 1 GB: ask for mem=1536mb"
      ),
      (
        ExceededLimit(.cput, used: 61, limit: 60),
        "the job used more CPU time than its cput of 00:01:00: ask for more, such as cput=00:02:00"
      ),
      (
        ExceededLimit(.walltime, used: nil, limit: nil),
        "the job reached its walltime: ask for more walltime"
      ),
      (
        ExceededLimit(.ncpus, used: nil, limit: 2),
        "the job used more cores than its ncpus of 2: ask for more, such as ncpus=4, or start fewer"
          + " threads"
      ),
    ] as [(ExceededLimit, String)])
  func saysWhichLimit(_ limit: ExceededLimit, _ sentence: String) {
    #expect(limit.sentence == sentence)
  }

  @Test(
    arguments: [
      (9, 61, 60, true), (24, 60, 60, true), (9, 59, 60, true), (9, 58, 60, false),
      (15, 99, 60, false),
      (9, 99, nil, false), (0, 99, 60, false),
    ] as [(Int32, UInt64, UInt64?, Bool)])
  func kernelEndsWhoUsesTooMuchTime(
    _ signal: Int32, _ seconds: UInt64, _ most: UInt64?, _ isLimit: Bool
  ) {
    let limit = ExceededLimit(signal: signal, seconds: seconds, of: most)
    #expect(limit == (isLimit ? ExceededLimit(.cput, used: max(seconds, 60), limit: 60) : nil))
  }
}
