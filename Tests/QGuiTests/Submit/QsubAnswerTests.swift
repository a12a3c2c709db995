import QGui
import Testing
import Transcripts

private func decide(_ exitStatus: Int32, _ stdout: String = "", _ stderr: String = "")
  -> QsubAnswer
{
  QsubAnswer.decide(exitStatus: exitStatus, stdout: stdout, stderr: stderr)
}

private func failure(_ answer: QsubAnswer) -> AttachReport? {
  guard case .failed(let report) = answer else { return nil }
  return report
}

private let away = "the batch server does not answer: try again later, or tell its administrator"
private let noQueue =
  "there is no such queue: 'qstat -q' lists them; say one with -q, or in job-queue"
private let tooMuch =
  "no node or queue has so much: ask for less with -t, -m or -w, or say another queue with -q"
private let badValue =
  "the batch system does not take what was asked for: look at -m, -w and -o, and at the job- lines"
  + " of qgui.conf"
private let badOption = "qsub does not know an option: look at -o, and at job-option in qgui.conf"
private func other(_ status: Int32) -> String {
  "qsub took no job and exited with status \(status)"
}

@Suite struct QsubAnswerTests {
  /// Of a recorded qsub: the id, or the status and what the line begins and ends with.
  private enum Expected {
    case id(String)
    case failed(Int32, String, String)
  }

  private static let expected: [String: Expected] = [
    "openpbs/qsub_success": .id("0.pbshead"),
    "openpbs/qsub_from_execution_host": .id("21.pbshead"),
    "openpbs/qsub_bad_jobname": .failed(69, badOption, "illegal -N value"),
    "openpbs/qsub_bad_mem": .failed(
      69, badValue, "Illegal attribute or resource value Resource_List.mem"),
    "openpbs/qsub_bad_option": .failed(69, badOption, "invalid option -- 'Q'"),
    "openpbs/qsub_no_script": .failed(69, other(1), "script file:: No such file or directory"),
    "openpbs/qsub_queue_not_enabled": .failed(
      69, "the queue takes no jobs now: say another with -q, or try again later",
      "Queue is not enabled"),
    "openpbs/qsub_queue_resource_limit": .failed(
      69, tooMuch, "Job violates queue and/or server resource limits"),
    "openpbs/qsub_root": .failed(
      77,
      "the batch system runs no jobs of this account: log in as another user, or tell the"
        + " administrator", "Bad UID for job execution"),
    "openpbs/qsub_server_down": .failed(
      75, away, "cannot connect to server pbshead (errno=15010)"),
    "openpbs/qsub_unknown_queue": .failed(69, noQueue, "Unknown queue"),
    "openpbs/qsub_unknown_resource": .failed(69, badValue, "Unknown resource Resource_List.foo"),
    "torque/qsub-ok-script": .id("3.tqlogin"), "torque/qsub-ok-stdin": .id("4.tqlogin"),
    "torque/qsub-ok-multinode": .id("5.tqlogin"), "torque/qsub-ok-longvars": .id("6.tqlogin"),
    "torque/qsub-held": .id("7.tqlogin"), "torque/qsub-wait": .id("8.tqlogin"),
    "torque/qsub-queued2": .id("10.tqlogin"), "torque/qsub-from-node": .id("17.tqlogin"),
    "torque/qsub-gap": .id("18.tqlogin"), "torque/qsub-injectvars": .id("48.tqlogin"),
    "torque/qsub-array": .failed(69, array("11[]"), "11[].tqlogin"),
    "torque/qsub-array-slot": .failed(69, array("12[]"), "12[].tqlogin"),
    "torque/qsub-oddname": .failed(
      69, badOption, "cannot form a valid job name from the script name]"),
    "torque/qsub-queued": .failed(69, tooMuch, "submit error (Job exceeds \(noNodes))"),
    "torque/qsub-fail-nodes": .failed(69, tooMuch, "submit error (Job exceeds \(noNodes))"),
    "torque/qsub-fail-nofile": .failed(
      69, other(1), "script file 'nosuch.sh' cannot be loaded - No such file or directory"),
    "torque/qsub-fail-badres": .failed(
      69, badValue, "submit error (Unknown resource type  Resource_List.foo)"),
    "torque/qsub-fail-badqueue": .failed(
      69, noQueue, "submit error (Unknown queue MSG=requested queue not found)"),
    "torque/qsub-fail-badmem": .failed(
      69, badValue, "submit error (Illegal attribute or resource value for Resource_List.mem)"),
    "torque/qsub-serverdown": .failed(
      75, away, "cannot connect to server tqlogin (errno=111) Connection refused"),
    "slurm-torque/qsub-ok": .id("442600"), "slurm-torque/qsub-too-large": .id("442601"),
    "slurm-torque/qsub-bad-resource": .id("442602"), "slurm-torque/qsub-array": .id("442609"),
    "slurm-torque/qsub-missing-script": .failed(69, other(1), "Unable to open file nosuch.sh"),
    "slurm-torque/qsub-unknown-queue": .failed(
      69, noQueue, "Batch job submission failed: Invalid partition name specified"),
    "slurm-torque/qsub-bad-walltime": .failed(
      69, badValue, "Invalid time limit specified (1:00:00:00)"),
    "slurm-torque/qsub-from-stdin": .failed(69, other(2), "additional_attributes] [-h] [script]"),
    "slurm-torque/qsub-sbatchline": .failed(
      69, noID, "/usr/bin/sbatch -o n.o%A -N1 -n2 -t11 --mem=1024M -J n -p gui sleep.sh"),
    "slurm-torque/qsub-interactive": .failed(
      69, noID, "salloc: Job allocation 442615 has been revoked."),
    "slurm-torque/down-qsub": .failed(
      75, away,
      "Batch job submission failed: Unable to contact slurm controller (connect failure)"),
  ]

  private static let noNodes =
    "queue resource limits MSG=cannot locate feasible nodes (nodes file is empty, all systems are"
    + " busy, or no nodes have the requested feature)"
  private static let noID = "qsub gave no job id: see by qstat whether the job is there"

  private static func array(_ key: String) -> String {
    "this is an array of jobs, not one: type qdel '\(key)', and leave out the -o that asks for it"
  }

  /// A pipe in the command ends its cell in the table for the reader of these.
  private static let piped: [(system: String, name: String, exitStatus: Int32)] = [
    ("openpbs", "qsub_success", 0), ("openpbs", "qsub_root", 175), ("torque", "qsub-ok-stdin", 0),
    ("slurm-torque", "qsub-from-stdin", 2), ("slurm-torque", "qsub-interactive", 0),
  ]

  @Test func everyRecordedQsub() throws {
    let recorded =
      try RecordedCommand.all()
      .filter { $0.name.hasPrefix("qsub") || $0.name == "down-qsub" }
      .map { (system: $0.system, name: $0.name, exitStatus: $0.exitStatus) } + Self.piped
    #expect(Set(recorded.map { "\($0.system)/\($0.name)" }) == Set(Self.expected.keys))
    for command in recorded {
      let answer = decide(
        command.exitStatus, Transcripts.stdout(command.system, command.name),
        Transcripts.stderr(command.system, command.name))
      switch try #require(Self.expected["\(command.system)/\(command.name)"]) {
      case .id(let id): #expect(answer == .submitted(try JobID(id)))
      case .failed(let status, let sentence, let words):
        #expect(answer == .failed(AttachReport(status, "\(sentence) [qsub: \(words)]")))
      }
    }
  }

  /// Sites wrap qsub in scripts of their own.
  @Test(arguments: [
    "7.s", "7.s\n", "7.s\r\n", "7.s\n\n \n", "  7.s  \n", "Welcome!\n12.other\n7.s\n",
  ])
  func takesTheLastLine(_ stdout: String) throws {
    #expect(decide(0, stdout, "a warning") == .submitted(try JobID("7.s")))
  }

  @Test(arguments: [
    "", "\n \n", "job 7.s", "7.s submitted", "007", "7.s;id", "-7", "7.-s", "7.s\u{301}", "7\0",
    "\u{1B}[2J7", "7.s\nthank you", "1000000000000", String(repeating: "9", count: 5000),
  ])
  func takesNoOtherForm(_ stdout: String) throws {
    let report = try #require(failure(decide(0, stdout)))
    #expect(report.status == 69)
    #expect(report.line.hasPrefix("\(Self.noID) [qsub: "))
    #expect(isOneSafeLine(report.line))
  }

  @Test func subjobIsNotOurs() throws {
    #expect(failure(decide(0, "8[3].s"))?.status == 69)
  }

  /// An id that comes with an error is none.
  @Test func statusCounts() throws {
    #expect(
      decide(1, "7.s\n") == .failed(AttachReport(69, "\(other(1)) [qsub: 7.s]")))
    #expect(decide(127) == .failed(AttachReport(69, "\(other(127)) [qsub: nothing]")))
  }

  @Test(arguments: [
    "\u{1B}[2J\u{7}", "qsub: \u{202e}abc\u{2028}", String(repeating: "x", count: 100_000),
    "qsub: " + String(repeating: "y\r\n", count: 1000), "qsub: ", "qsub: \0",
  ])
  func printsSafely(_ text: String) throws {
    for answer in [decide(1, text), decide(1, "", text)] {
      #expect(isOneSafeLine(try #require(failure(answer)).line))
    }
  }
}
