import QGui
import Testing

@Suite struct SessionMarkTests {
  private func isOn(
    _ entries: [String], job: String = "442611", name: String = SessionEnvironment.programMark
  ) -> Bool {
    let record = SessionRecord(job: job, host: "node01", program: "xterm", mark: "5eed")
    let environment: [UInt8] = entries.flatMap { Array($0.utf8) + [0] }
    return SessionMark(name, of: record).isOn(environment: environment)
  }

  @Test func isInTheEnvironment() {
    #expect(isOn(["HOME=/home/alice", "QGUI_SESSION=5eed"]))
    #expect(isOn(["QGUI_DISPLAY=5eed"], name: SessionEnvironment.serverMark))
    for entry in ["QGUI_SESSION=5eed1", "QGUI_SESSION=", "XQGUI_SESSION=5eed", "QGUI_DISPLAY=5eed"]
    {
      #expect(!isOn([entry]), "\(entry)")
    }
  }

  /// What `qsub -V` in the session has started on the same node.
  @Test(arguments: [
    "PBS_JOBID=442612.server", "PBS_JOBID=44261.server", "PBS_JOBID=442611[3].server",
    "SLURM_JOB_ID=442612",
  ])
  func isNotThatOfAnotherJob(_ entry: String) {
    #expect(!isOn(["QGUI_SESSION=5eed", entry]))
    #expect(!isOn([entry, "QGUI_SESSION=5eed"], job: "local-4711"))
  }

  /// With and without the server's name, and where the program has dropped or changed the variable.
  @Test(arguments: [
    "PBS_JOBID=442611.server", "PBS_JOBID=442611", "SLURM_JOB_ID=442611", "PBS_JOBID=",
    "PBS_JOBID=mine", "PBS_JOBID", "A=PBS_JOBID=442612",
  ])
  func isThatOfItsOwnJob(_ entry: String) {
    #expect(isOn(["QGUI_SESSION=5eed", entry]))
  }

  @Test func subjobsAreJobsOfTheirOwn() {
    let entries = ["PBS_JOBID=8[2].server", "QGUI_SESSION=5eed"]
    #expect(isOn(entries, job: "8[2]"))
    #expect(!isOn(entries, job: "8[1]"))
  }
}
