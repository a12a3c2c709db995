import QGui
import Testing

@Suite struct HookWordsTests {
  private let job = ["7.server", "alice", "users"]

  @Test(arguments: [["--mem", "4gb"], ["--mem=4gb"]])
  func memoryStandsBeforeTheJob(_ memory: [String]) {
    let words = HookWords(memory + job)
    #expect(words.options[.memory] == "4gb")
    #expect(words.ofBatchSystem == job)
  }

  @Test(arguments: [
    ["--mem", "4gb", "--run", "3"], ["--run=3", "--mem=4gb"],
    ["--run", "9", "--run=3", "--mem", "4gb"],
  ])
  func optionsStandInAnyOrder(_ options: [String]) {
    let words = HookWords(options + job)
    #expect(words.options == [.memory: "4gb", .run: "3"])
    #expect(words.ofBatchSystem == job)
  }

  /// Its name may be anything.
  @Test(arguments: [["--mem", "4gb"], ["--mem=4gb"], ["--help"], ["--"]])
  func fromTheJobOnAllIsTheJobs(_ name: [String]) {
    let words = HookWords(job + name)
    #expect(words.options[.memory] == nil)
    #expect(words.ofBatchSystem == job + name)
  }

  @Test(arguments: [[], ["--mem"], ["--memory", "4gb"]])
  func anythingElseIsHandedOn(_ given: [String]) {
    let words = HookWords(given)
    #expect(words.options[.memory] == nil)
    #expect(words.ofBatchSystem == given)
  }
}
