import QGui
import Testing

@Suite struct DisplayNumberTests {
  @Test(arguments: [("0", 0), (":0", 0), (":442611", 442611), ("2147483647", 2_147_483_647)])
  func reads(_ text: String, _ number: UInt32) throws {
    let display = try #require(DisplayNumber(text: text))
    #expect(display.number == number)
    #expect(display.description == ":\(number)")
    #expect(display.socketPath == "/tmp/.X11-unix/X\(number)")
  }

  @Test(arguments: [
    "", ":", "::1", "1.0", "-1", "+1", " 1", "1 ", "x", "2147483648", "99999999999999999999", "1:",
    "１", "host:1",
  ])
  func refuses(_ text: String) {
    #expect(DisplayNumber(text: text) == nil)
  }

  @Test func isSmallEnoughForXClients() {
    #expect(DisplayNumber(2_147_483_647) != nil)
    #expect(DisplayNumber(UInt64(2_147_483_648)) == nil)
    #expect(DisplayNumber(-1) == nil)
  }
}

@Suite struct DisplayCandidatesTests {
  private func numbers(_ candidates: DisplayCandidates, _ most: Int = 3) -> [UInt32] {
    var candidates = candidates
    return (0..<most).compactMap { _ in candidates.next()?.number }
  }

  @Test(
    arguments: [
      ("442611", [442611, 100, 101]), ("0.server", [0, 100, 101]),
      ("2147483647", [2_147_483_647, 100, 101]), ("2147483648", [100, 101, 102]),
      ("999999999999", [100, 101, 102]), ("7[3].server", [100, 101, 102]),
      ("7[].server", [100, 101, 102]), (nil, [100, 101, 102]),
    ] as [(String?, [UInt32])])
  func ofAJob(_ id: String?, _ expected: [UInt32]) throws {
    let job = try id.map { try JobID($0) }
    #expect(numbers(DisplayCandidates(job: job, unforeseen: [])) == expected)
  }

  @Test func ofAUsersWish() {
    #expect(numbers(DisplayCandidates(asked: DisplayNumber(5)!)) == [5])
  }

  @Test func comeToAnEnd() throws {
    let unforeseen: [UInt32] = [7_000_000, 8_000_000]
    let job = try JobID("442611")
    let all = numbers(DisplayCandidates(job: job, unforeseen: unforeseen), 20_000)
    #expect(all.count == 1 + Int(DisplayCandidates.substitutesInARow) + 2)
    #expect(Array(all.suffix(2)) == unforeseen)
    #expect(Set(all).count == all.count)
  }
}
