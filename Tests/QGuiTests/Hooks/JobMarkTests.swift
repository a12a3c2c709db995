import QGui
import Testing

@Suite struct JobMarkTests {
  private func mark(
    _ job: String = "58.tqhead", began: UInt64? = 1000
  ) throws -> JobMark? {
    JobMark(try JobID(job), user: 6001, began: began)
  }

  private func environment(_ entries: String...) -> [UInt8] {
    entries.flatMap { Array($0.utf8) + [0] }
  }

  private func isOn(
    _ mark: JobMark?, user: UInt32? = 6001, startTime: UInt64 = 2000, _ entries: [UInt8]?
  ) -> Bool {
    mark?.isOn(user: user, startTime: startTime) { entries } == true
  }

  @Test func isTheJobsIDInTheEnvironment() throws {
    let mark = try mark()
    #expect(isOn(mark, environment("HOME=/", "PBS_JOBID=58.tqhead", "A=b")))
    #expect(isOn(mark, environment("PBS_JOBID=58.tqhead")))
    #expect(isOn(mark, Array("A=b\0PBS_JOBID=58.tqhead".utf8)))
  }

  @Test(arguments: [
    "PBS_JOBID=58.tqhead2", "PBS_JOBID=158.tqhead", "PBS_JOBID=58", "PBS_JOBID=58.TQHEAD",
    "XPBS_JOBID=58.tqhead", "A=PBS_JOBID=58.tqhead", "PBS_JOBID=58.tqhead\nB=c", "PBS_JOBID=", "",
  ])
  func isNothingElse(_ entry: String) throws {
    #expect(!isOn(try mark(), environment("HOME=/", entry)))
  }

  @Test func subjobsHaveTheirOwn() throws {
    let second = environment("PBS_JOBID=57[2].server")
    #expect(isOn(try mark("57[2].server"), second))
    #expect(!isOn(try mark("57[1].server"), second))
  }

  @Test func isItsUsersAlone() throws {
    let entries = environment("PBS_JOBID=58.tqhead")
    #expect(!isOn(try mark(), user: 6002, entries))
    #expect(!isOn(try mark(), user: 0, entries))
    #expect(!isOn(try mark(), user: nil, entries))
    #expect(!isOn(try mark(), nil))
    #expect(JobMark(try JobID("58.tqhead"), user: 0, began: 1) == nil)
  }

  /// Another job of the same number, of before.
  @Test func isNotOlderThanTheJob() throws {
    let entries = environment("PBS_JOBID=58.tqhead")
    let mark = try mark(began: 1000)
    #expect(!isOn(mark, startTime: 999, entries))
    #expect(isOn(mark, startTime: 1000, entries))
    #expect(isOn(try self.mark(began: nil), startTime: 1, entries))
  }

  /// salloc's shell has SLURM_JOB_ID, and goes on.
  @Test func slurmsJobsHaveNone() throws {
    #expect(try mark("442611") == nil)
  }
}
