import QGui
import Testing

@Suite struct PrologueWordsTests {
  private let job = ["7.server", "alice", "users"]

  @Test(arguments: [["--mem", "4gb"], ["--mem=4gb"]])
  func memoryStandsBeforeTheJob(_ memory: [String]) {
    let words = PrologueWords(memory + job)
    #expect(words.memory == "4gb")
    #expect(words.ofBatchSystem == job)
  }

  /// Its name may be anything.
  @Test(arguments: [["--mem", "4gb"], ["--mem=4gb"], ["--help"], ["--"]])
  func fromTheJobOnAllIsTheJobs(_ name: [String]) {
    let words = PrologueWords(job + name)
    #expect(words.memory == nil)
    #expect(words.ofBatchSystem == job + name)
  }

  @Test(arguments: [[], ["--mem"], ["--memory", "4gb"]])
  func anythingElseIsHandedOn(_ given: [String]) {
    let words = PrologueWords(given)
    #expect(words.memory == nil)
    #expect(words.ofBatchSystem == given)
  }
}
