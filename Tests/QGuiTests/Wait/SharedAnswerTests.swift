import QGui
import Testing

@Suite struct SharedAnswerTests {
  private static let jobs = ["442611", "8[1].head"].compactMap { try? JobID($0) }
  private static let answer = SharedAnswer(
    status: 153, output: "Job Id: 442611\r\n\n", error: "qstat: one\r\ntwo\n")

  private func read(_ text: String, _ job: Int, now: UInt64 = 1_500) -> SharedAnswer? {
    SharedAnswer(text: text, about: Self.jobs[job], now: now, noOlderThan: 1_000)
  }

  @Test func isReadBack() {
    let text = Self.answer.text(about: Self.jobs, now: 1_000)
    for job in Self.jobs.indices {
      #expect(read(text, job)?.status == 153)
      #expect(read(text, job)?.output == Self.answer.output)
      #expect(read(text, job)?.error == "qstat: one two")
    }
  }

  @Test(arguments: [(999, false), (1_000, true), (1_999, true), (2_000, false), (0, false)])
  func isForgotten(_ now: UInt64, _ isThere: Bool) {
    let text = Self.answer.text(about: Self.jobs, now: 1_000)
    #expect((read(text, 0, now: now) != nil) == isThere)
  }

  @Test func isNotAboutAnother() {
    #expect(read(Self.answer.text(about: [Self.jobs[0]], now: 1_000), 1) == nil)
  }

  @Test(arguments: [
    "", "\n", "\n\n", "1000 0 442611", "1000 0 442611\n", "x 0 442611\n\n", "1000 x 442611\n\n",
    "1000 442611\n\n", "442611\n\n", "1000 0\n442611\n", "-1 0 442611\n\n",
  ])
  func refuses(_ text: String) {
    #expect(read(text, 0) == nil)
  }
}
