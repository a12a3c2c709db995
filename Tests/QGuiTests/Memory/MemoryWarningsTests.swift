import QGui
import Testing

@Suite struct MemoryWarningsTests {
  /// What is seen of a limit of 1000 bytes, and what is warned of.
  struct Line: Sendable, CustomTestStringConvertible {
    let name: String
    let seen: [UInt64]
    let told: [Int?]

    var testDescription: String { name }
  }

  static let lines: [Line] = [
    Line(name: "far", seen: [0, 500, 799], told: [nil, nil, nil]),
    Line(name: "level by level", seen: [800, 900, 950, 1000], told: [80, 90, 95, nil]),
    Line(name: "one level once", seen: [800, 850, 899, 899], told: [80, nil, nil, nil]),
    Line(name: "jumps over one", seen: [700, 930, 960], told: [nil, 90, 95]),
    Line(name: "jumps over all", seen: [0, 999, 999], told: [nil, 95, nil]),
    Line(name: "more than the limit", seen: [1200, .max, 1000], told: [95, nil, nil]),
    Line(name: "hovers", seen: [805, 795, 805, 751, 805], told: [80, nil, nil, nil, nil]),
    Line(name: "falls and rises", seen: [805, 750, 799, 800], told: [80, nil, nil, 80]),
    Line(
      name: "falls from the highest only", seen: [960, 900, 940, 950], told: [95, nil, nil, 95]),
    Line(name: "falls from two", seen: [960, 850, 900, 950], told: [95, nil, 90, 95]),
    Line(name: "falls from all, and jumps", seen: [960, 100, 960], told: [95, nil, 95]),
  ]

  @Test(arguments: lines)
  func warns(_ line: Line) {
    var warnings = MemoryWarnings(limit: MemorySize(bytes: 1000), isTold: true)
    #expect(line.seen.map { warnings.see(MemorySize(bytes: $0)) } == line.told)
  }

  /// Milliseconds, where nobody tells.
  @Test(arguments: [
    (0, 30_000), (200, 30_000), (201, 29_500), (400, 20_000), (700, 5_000), (760, 2_000),
    (800, 2_000), (950, 2_000), (1000, 2_000), (5000, 2_000),
  ])
  func looksTheSoonerTheNearer(_ used: UInt64, _ pause: UInt64) {
    var warnings = MemoryWarnings(limit: MemorySize(bytes: 1000), isTold: false)
    _ = warnings.see(MemorySize(bytes: used))
    #expect(warnings.nextLook == pause)
    warnings.isTold = true
    #expect(warnings.nextLook == nil)
  }

  @Test func noLimitIsNeverNear() {
    var warnings = MemoryWarnings(limit: MemorySize(bytes: 0), isTold: false)
    #expect(warnings.see(MemorySize(bytes: 1 << 30)) == nil)
    #expect(warnings.nextLook == nil)
  }

  /// A byte, and the most that can be said.
  @Test(arguments: [1, 7, 99, UInt64.max])
  func oddLimits(_ limit: UInt64) {
    var warnings = MemoryWarnings(limit: MemorySize(bytes: limit), isTold: false)
    #expect(warnings.see(MemorySize(bytes: limit)) == 95)
    #expect(warnings.nextLook == 2_000)
  }

  @Test(arguments: [
    (1000, 80, 800), (1000, 0, 0), (1000, 100, 1000), (99, 80, 79), (0, 80, 0),
    (UInt64.max, 100, UInt64.max),
  ])
  func share(_ bytes: UInt64, _ perCent: Int, _ expected: UInt64) {
    #expect(MemorySize(bytes: bytes).share(perCent).bytes == expected)
  }
}
