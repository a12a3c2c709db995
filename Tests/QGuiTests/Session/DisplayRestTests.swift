import QGui
import Testing

@Suite struct DisplayRestTests {
  private func record(_ state: SessionRecord.State, _ rest: DisplayRest? = nil) -> SessionRecord {
    var record = SessionRecord(job: "442611", host: "node01", program: "tmux", mark: "5eed")
    record[.state] = state.rawValue
    record[.rest] = rest?.text
    return record
  }

  private func steps(_ records: [SessionRecord?]) -> [DisplayWaking.Step] {
    var waking = DisplayWaking()
    return records.map { waking.look($0) }
  }

  @Test(arguments: DisplayRest.Cause.allCases)
  func isALineOfTheRecord(_ cause: DisplayRest.Cause) {
    let rest = DisplayRest(count: 3, cause: cause)
    #expect(DisplayRest(text: rest.text) == rest)
    #expect(SessionRecord(text: record(.resting, rest).text)?.rest == rest)
  }

  @Test(arguments: ["", "3", "3 ", "stopped", "-1 stopped", "3 tired", "3 stopped ", "3  stopped"])
  func isNothingElse(_ text: String) { #expect(DisplayRest(text: text) == nil) }

  private static let first = DisplayRest(count: 1, cause: .stopped)

  @Test func aDisplayThatRestsIsWokenOnce() {
    let resting = record(.resting, Self.first)
    #expect(
      steps([resting, resting, record(.starting, Self.first), record(.attachable, Self.first)])
        == [.wake, .wait, .wait, .wait])
  }

  /// The client came while xpra was being stopped.
  @Test func oneThatComesToRestLaterIsWokenToo() {
    #expect(
      steps([record(.attachable), record(.attachable), record(.resting, Self.first), nil])
        == [.wait, .wait, .wake, .wait])
  }

  /// Whether its start was seen, or was over between two looks.
  @Test(arguments: DisplayRest.Cause.allCases, [true, false])
  func whatRestsAgainIsGivenUp(_ cause: DisplayRest.Cause, _ isStartSeen: Bool) {
    let again = record(.resting, DisplayRest(count: 2, cause: cause))
    let starting = isStartSeen ? [record(.starting, Self.first)] : []
    let steps = steps([record(.resting, Self.first)] + starting + [again])
    #expect(steps.first == .wake)
    #expect(steps.last == .giveUp(cause))
  }
}
