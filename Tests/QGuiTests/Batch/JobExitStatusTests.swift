import QGui
import Testing
import Transcripts

/// What the exit status of the batch system explains.
@Suite struct JobExitStatusTests {
  private func report(_ text: String) throws -> JobReport {
    try #require(QstatReport(text).flatMap { JobReport($0) })
  }

  /// As recorded, of a job whose processes were all killed.
  @Test(
    arguments: [
      ("openpbs", "qstat_xf_walltime_exceeded", .walltime(WallTime(seconds: 15)!)),
      (
        "openpbs", "qstat_xf_mem_exceeded",
        .limit(ExceededLimit(.mem, used: nil, limit: 300 << 20))
      ),
      ("openpbs", "qstat_xf_deleted", .deleted(15)),
      ("openpbs", "qstat_xf_finished", .killed),
      (
        "torque", "qstat-f-C-vmemkill",
        .limit(ExceededLimit(.vmem, used: nil, limit: 400 << 20))
      ),
      ("torque", "qstat-f-C-qdel", .deleted(15)),
    ] as [(String, String, EndReason)])
  func explainsAKill(_ system: String, _ name: String, _ reason: EndReason) throws {
    let report = try report(Transcripts.stdout(system, name))
    #expect(EndReason.killed.explained(by: report) == reason)
    #expect(
      EndReason.exited(143).explained(by: report) == (reason == .killed ? .exited(143) : reason))
    for final in [EndReason.asked, .stopped, .terminal(2)] {
      #expect(final.explained(by: report) == final)
    }
    #expect(EndReason.killed.explained(by: nil as JobReport?) == .killed)
  }

  private func text(_ status: String, _ state: String, _ limits: [String]) -> String {
    let lines = ["Job_Owner = a@h", "job_state = \(state)", "server = h"]
    let requests = limits.map { "Resource_List.\($0)" }
    let all = lines + requests + ["Variable_List = PBS_O_HOME=/home/a"] + [status]
    return "Job Id: 7.h\n" + all.map { "    \($0)\n" }.joined()
  }

  @Test(
    arguments: [
      ("Exit_status = -28", "F", ["cput = 00:01:00"], .limit(.init(.cput, used: nil, limit: 60))),
      ("exit_status = -12", "C", ["cput = 00:01:00"], .limit(.init(.cput, used: nil, limit: 60))),
      ("exit_status = -11", "C", ["walltime = 02:00:00"], .walltime(.init(seconds: 7200)!)),
      ("exit_status = -11", "C", [], .limit(.init(.walltime, used: nil, limit: nil))),
      ("exit_status = -10", "E", ["mem = 1gb"], .limit(.init(.mem, used: nil, limit: 1 << 30))),
      ("Exit_status = -25", "F", ["ncpus = 2"], .limit(.init(.ncpus, used: nil, limit: 2))),
      // The same numbers, which on the other system mean other things.
      ("Exit_status = -11", "F", ["walltime = 02:00:00"], .deleted(15)),
      ("exit_status = -29", "C", ["walltime = 02:00:00"], .deleted(15)),
      // It runs again: the status is that of another run.
      ("exit_status = -11", "R", ["walltime = 02:00:00"], .deleted(15)),
      ("exit_status = x", "C", [], .deleted(15)), ("comment = x", "C", [], .deleted(15)),
    ] as [(String, String, [String], EndReason)])
  func explainsAnOrder(
    _ status: String, _ state: String, _ limits: [String], _ reason: EndReason
  ) throws {
    let report = try report(text(status, state, limits))
    #expect(EndReason.deleted(15).explained(by: report) == reason)
  }

  /// A status of PROGRAM's own is no order, whatever ended the job's shell.
  @Test func programsOwnEndStays() throws {
    let report = try report(text("Exit_status = 271", "F", []))
    #expect(EndReason.exited(3).explained(by: report) == .exited(3))
    #expect(EndReason.unknown.explained(by: report) == .deleted(15))
    #expect(EndReason.signalled(15).explained(by: report) == .deleted(15))
  }
}
