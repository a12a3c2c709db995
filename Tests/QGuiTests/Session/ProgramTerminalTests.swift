import QGui
import Testing
import Transcripts

@Suite struct ProgramTerminalTests {
  @Test func aWholeTerminalIsKept() {
    #expect(
      ProgramTerminal(inputIsTerminal: true, outputIsTerminal: true, callerName: "xterm") == nil)
  }

  /// Batch jobs may have the TERM of where they were submitted.
  @Test(arguments: [true, false], [nil, "", "dumb", "xterm-256color"])
  func aFileUnderstandsNoCodes(_ inputIsTerminal: Bool, _ callerName: String?) throws {
    let terminal = try #require(
      ProgramTerminal(
        inputIsTerminal: inputIsTerminal, outputIsTerminal: false, callerName: callerName))
    #expect(terminal.name == "dumb")
  }

  @Test(arguments: [("xterm", "xterm"), ("", "dumb"), (nil, "dumb")])
  func aScreenIsOne(_ callerName: String?, _ name: String) throws {
    let terminal = try #require(
      ProgramTerminal(inputIsTerminal: false, outputIsTerminal: true, callerName: callerName))
    #expect(terminal.name == name)
  }
}

@Suite struct InteractiveEnvironmentTests {
  @Test func becomesThatOfAnInteractiveJob() {
    let job = ["PBS_ENVIRONMENT": "PBS_BATCH", "ENVIRONMENT": "BATCH", "PBS_JOBID": "442611"]
    #expect(
      SessionEnvironment.interactive(job) == [
        "PBS_ENVIRONMENT": "PBS_INTERACTIVE", "PBS_JOBID": "442611",
      ])
  }

  @Test(arguments: [
    [:], ["PBS_ENVIRONMENT": "PBS_INTERACTIVE"], ["ENVIRONMENT": "production"],
    ["PBS_ENVIRONMENT": ""], ["HOME": "/home/BATCH"],
  ])
  func leavesOthersAlone(_ job: [String: String]) {
    #expect(SessionEnvironment.interactive(job) == job)
  }

  /// Nothing else says BATCH in the jobs of three batch systems.
  @Test(arguments: [
    ("openpbs", "job_probe_batch.txt"), ("torque", "inside-batch-job.out"),
    ("slurm-torque", "env-in-job.out"),
  ])
  func theRecordedJobsHaveNoOtherMark(_ system: String, _ file: String) {
    let pairs = Transcripts.text(system, file).split(separator: "\n").compactMap { line in
      line.firstIndex(of: "=").map { (String(line[..<$0]), String(line[$0...].dropFirst())) }
    }
    let job = Dictionary(pairs) { first, _ in first }
    #expect(job["ENVIRONMENT"] == "BATCH")
    #expect(job["PBS_JOBID"] != nil)
    let values = SessionEnvironment.interactive(job).values
    #expect(!values.contains { $0.hasSuffix("BATCH") })
  }
}
