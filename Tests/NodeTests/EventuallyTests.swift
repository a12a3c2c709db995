import TestSupport
import Testing

/// What the other tests wait with.
@Suite struct EventuallyTests {
  @Test func waitsForATruthInAnyForm() throws {
    var count = 0
    try eventually("three") {
      count += 1
      return count == 3
    }
    #expect(count == 3)
    let value = try eventually("five") {
      count += 1
      return count == 5 ? "five" : nil
    }
    #expect(value == "five")
  }

  @Test func comesToAnEnd() {
    #expect(throws: TimedOut.self) {
      try eventually("never", within: 0) {
        let truth = 1
        return truth == 2
      }
    }
  }
}
