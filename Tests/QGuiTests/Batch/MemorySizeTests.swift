import QGui
import Testing

private let gb: UInt64 = 1 << 30
private let mb: UInt64 = 1 << 20

@Suite struct MemorySizeTests {
  @Test(arguments: [
    ("4gb", 4 * gb), ("4GB", 4 * gb), ("512mb", 512 * mb), ("1Kb", 1024), ("7b", 7),
    ("2tb", 2048 * gb), ("1pb", 1 << 50), ("004gb", 4 * gb), ("16383pb", 16383 << 50),
  ])
  func takesOption(_ text: String, bytes: UInt64) throws {
    #expect(try MemorySize(option: text) == MemorySize(bytes: bytes))
  }

  @Test(arguments: [
    ("4", "'4' has no unit: say 4gb or 4mb; PBS takes a bare number for bytes"),
    ("4g", "'4g' lacks the b of its unit: say 4gb"),
    ("4M", "'4M' lacks the b of its unit: say 4mb"),
    ("1.5gb", "'1.5gb' is not a whole number: say 1536mb"),
    ("0.25TB", "'0.25TB' is not a whole number: say 256gb"),
    ("1.3kb", "'1.3kb' is not a whole number: say 1332b"),
    ("-4gb", "'-4gb' has a sign: say it without, such as 4gb"),
    ("+4gb", "'+4gb' has a sign: say it without, such as 4gb"),
    ("0gb", "'0gb' is no memory at all: say how much the program may use, such as 4gb"),
    ("4gw", "'4gw' counts words: say it in bytes, such as 4gb"),
    ("4w", "'4w' counts words: say it in bytes, such as 4gb"),
    (
      "16384pb", "'16384pb' is more than any machine has: say how much is needed, such as 4gb"
    ),
    ("lots", "'lots' is not an amount of memory: say it like 4gb or 512mb"),
    ("", "'' is not an amount of memory: say it like 4gb or 512mb"),
  ])
  func saysWhatToWrite(_ text: String, message: String) {
    let error = #expect(throws: MemorySizeError.self) { try MemorySize(option: text) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    "4 gb", " 4gb", "4gb ", "4gb\n", "4gib", "1.gb", ".5gb", "1.5", "1.5b", "1.2345gb", "1,5gb",
    "4\u{212A}b", "٤gb", "0x4gb", "1e9b", "4gb\0", "99999999999999999999999999999999gb",
    "99999999999999999999999999999999g", "\u{1B}[2Jgb", "1.\u{301}5gb", "99999999.5gb",
  ])
  func refusesSafely(_ text: String) {
    let error = #expect(throws: MemorySizeError.self) { try MemorySize(option: text) }
    #expect(isOneSafeLine(error?.description ?? ""))
  }

  @Test func cutsWhatItShows() {
    let long = String(repeating: "9", count: 1_000_000)
    for text in [long, long + "g", long + "gb", long + ".5gb", long + "x"] {
      let error = #expect(throws: MemorySizeError.self) { try MemorySize(option: text) }
      #expect(isOneSafeLine(error?.description ?? ""))
    }
  }

  @Test(arguments: [
    ("4gb", 4 * gb), ("4194304kb", 4 * gb), ("4194304KB", 4 * gb), ("1048576b", mb),
    ("1048576", mb), ("1kw", 8192), ("1mw", 8 * mb), ("1gw", 8 * gb), ("2w", 16), ("0kb", 0),
  ])
  func readsReported(_ text: String, bytes: UInt64) {
    #expect(MemorySize(reported: text) == MemorySize(bytes: bytes))
  }

  @Test(arguments: ["", "gb", "4g", "-1kb", "4gb ", "4 gb", "16384pb", "4xw", "1.5gb", "4bw"])
  func refusesReported(_ text: String) {
    #expect(MemorySize(reported: text) == nil)
  }

  @Test(arguments: [
    (4 * gb, "4gb", "4 GB"), (200 * mb, "200mb", "200 MB"), (1536 * mb, "1536mb", "1.5 GB"),
    (2048 * gb, "2048gb", "2048 GB"), (1025, "1025b", "1 KB"), (3 << 10, "3kb", "3 KB"),
    (0, "0b", "0 KB"), (812 << 10, "812kb", "812 KB"), (gb - 1, "1073741823b", "1 GB"),
    (4_187_593_114, "4187593114b", "3.9 GB"),
    (UInt64.max, "18446744073709551615b", "17179869184 GB"),
  ])
  func describes(_ bytes: UInt64, exact: String, approximate: String) {
    #expect(MemorySize(bytes: bytes).description == exact)
    #expect(MemorySize(bytes: bytes).approximate == approximate)
  }

  @Test(arguments: [
    (512 * mb, "768mb"), (gb, "1536mb"), (2 * gb, "3gb"), (3 * gb, "5gb"), (4 * gb, "6gb"),
    (5 * gb, "8gb"), (200 * mb, "512mb"), (0, "256mb"), (UInt64.max, "17179869183gb"),
  ])
  func suggests(_ limit: UInt64, next: String) {
    #expect(MemorySize(bytes: limit).nextRequest.description == next)
  }

  @Test func compares() {
    #expect(MemorySize(bytes: 1) < MemorySize(bytes: 2))
    #expect(MemorySize(UInt64.max, times: 2) == nil)
  }
}
