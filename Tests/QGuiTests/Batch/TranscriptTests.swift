import QGui
import Testing
import Transcripts

/// What qconnect makes of a recorded answer.
struct Answered: CustomTestStringConvertible {
  enum Outcome: Equatable {
    case attach(String)
    case refuse(Int32, String)
    /// What is said where nobody waits.
    case wait(String)
  }

  let system: String
  let name: String
  /// The argument of qstat in the transcript.
  let typed: String
  let exitStatus: Int32
  let outcome: Outcome
  let user: String

  init(
    _ system: String, _ name: String, _ typed: String, _ exitStatus: Int32, _ outcome: Outcome,
    user: String? = nil
  ) {
    self.system = system
    self.name = name
    self.typed = typed
    self.exitStatus = exitStatus
    self.outcome = outcome
    self.user = user ?? ["openpbs": "pbsalice", "torque": "tqalice"][system] ?? "alice"
  }

  var testDescription: String { "\(system)/\(name)" }

  func decide(for job: JobID) -> QstatAnswer {
    QstatAnswer.decide(
      job: job, user: user, exitStatus: exitStatus, stdout: Transcripts.stdout(system, name),
      stderr: Transcripts.stderr(system, name))
  }
}

private let foreign = "qconnect opens your own jobs; qstat lists them"
private func story(_ job: String) -> String { "qconnect --why \(job) tells how" }
private let away = Answered.Outcome.refuse(
  75, "the batch server does not answer: try again later, or tell its administrator")
private let noDaemon = Answered.Outcome.refuse(
  75,
  "trqauthd of Torque does not run on this host: try again later, or tell its administrator")

private func notAJob(_ key: String) -> Answered.Outcome {
  .refuse(64, "the batch system says that \(key) is no job id: type the number that qsub printed")
}

private func unknown(_ key: String, isSubjob: Bool = false) -> Answered.Outcome {
  let array = isSubjob ? "" : " (a subjob of an array is '\(key)[1]')"
  let sentence = "is known to the batch system: it has ended or never was; qstat lists yours"
  return .refuse(69, "no job \(key) \(sentence)\(array)")
}

private let openpbs: [Answered] = [
  Answered("openpbs", "qstat_f_after_qdel_before_kill", "29", 0, .attach("pbsnode02")),
  Answered(
    "openpbs", "qstat_f_array_parent", "8[]", 0,
    .refuse(64, "8[] is an array: say which subjob, such as qconnect '8[1]'")),
  Answered("openpbs", "qstat_f_array_subjob", "8[2]", 0, .attach("pbsnode02")),
  Answered(
    "openpbs", "qstat_f_array_subjob_expired", "8[3]", 0,
    .refuse(69, "job 8[3] has ended: \(story("'8[3]'"))")),
  Answered(
    "openpbs", "qstat_f_exiting", "48", 0, .refuse(69, "job 48 is ending: \(story("48"))")),
  Answered(
    "openpbs", "qstat_f_dependency", "5", 0,
    .wait("job 5 waits for job 0: try again when it runs")),
  Answered(
    "openpbs", "qstat_f_held_by_operator", "4", 0,
    .refuse(
      75,
      "job 4 is held by an operator or the batch system (Job held by root on Mon Nov 30 20:21:40"
        + " 2026): ask the administrator to release it")),
  Answered(
    "openpbs", "qstat_f_held_by_system_too", "3", 0,
    .wait("job 3 waits for job 0: try again when it runs")),
  Answered(
    "openpbs", "qstat_f_id_of_other_server", "0.otherserver", 1,
    .refuse(
      64,
      "the batch system does not take '0.otherserver', as otherserver is not its server: type"
        + " qconnect 0")),
  Answered("openpbs", "qstat_f_suspended", "0", 0, .attach("pbsnode01")),
  Answered("openpbs", "qstat_f_full_id_from_node", "9.pbshead", 0, .attach("pbsnode01")),
  Answered(
    "openpbs", "qstat_f_held", "5", 0,
    .refuse(75, "job 5 is held: release it with qrls 5")),
  Answered("openpbs", "qstat_f_jobname_number", "14", 0, .attach("pbsnode02")),
  Answered("openpbs", "qstat_f_multi_node", "9", 0, .attach("pbsnode01")),
  Answered("openpbs", "qstat_f_old_syntax_running", "7", 0, .attach("pbsnode01")),
  Answered(
    "openpbs", "qstat_f_queued_not_enough", "4", 0,
    .wait(
      "job 4 is queued (Can Never Run: Insufficient amount of resource: ncpus"
        + " (R: 64 A: 16 T: 16)): try again when it runs")),
  Answered("openpbs", "qstat_f_released", "5", 0, .attach("pbsnode01")),
  Answered("openpbs", "qstat_f_running_long_variable_list", "2", 0, .attach("pbsnode01")),
  Answered("openpbs", "qstat_f_w_long_variable_list", "2", 0, .attach("pbsnode01")),
  Answered("openpbs", "qstat_f_running_select", "0", 0, .attach("pbsnode01")),
  Answered(
    "openpbs", "qstat_f_waiting", "6", 0,
    .wait("job 6 waits for its start time, Sun Nov 22 23:59:00 2026: try again then")),
  Answered(
    "openpbs", "qstat_finished_without_x", "7", 35, .refuse(69, "job 7 has ended: \(story("7"))")),
  Answered(
    "openpbs", "qstat_foreign_allowed", "9", 0,
    .refuse(77, "job 9 belongs to pbsalice: \(foreign)"), user: "pbsbob"),
  Answered(
    "openpbs", "qstat_foreign_denied", "9", 0,
    .refuse(77, "job 9 is not shown to you: \(foreign)"), user: "pbsbob"),
  Answered("openpbs", "qstat_malformed_1", "x12", 170, notAJob("12")),
  Answered("openpbs", "qstat_malformed_2", "12x", 1, notAJob("12")),
  Answered(
    "openpbs", "qstat_malformed_3", "-5", 2,
    .refuse(69, "qstat failed with exit status 2: see what qstat -f 12 prints")),
  Answered("openpbs", "qstat_malformed_4", "12[3", 1, notAJob("12")),
  Answered("openpbs", "qstat_malformed_6", "9999999999999999", 1, notAJob("12")),
  Answered("openpbs", "qstat_malformed_7", "10; id", 1, notAJob("12")),
  Answered("openpbs", "qstat_malformed_alpha", "abc", 170, notAJob("12")),
  Answered("openpbs", "qstat_server_down", "5", 255, away),
  Answered("openpbs", "qstat_server_down_from_node", "5", 255, away),
  Answered("openpbs", "qstat_server_unreachable_host", "5", 255, away),
  Answered("openpbs", "qstat_unknown_job", "99999", 153, unknown("99999")),
]

/// Commands other than `qstat -f`, whose answers qconnect may meet as well.
private let others: [Answered] = [
  Answered("openpbs", "qstat_array_without_brackets", "8", 153, unknown("8")),
  Answered("openpbs", "qstat_leading_zeros", "0009", 153, unknown("12")),
  Answered("openpbs", "qstat_xf_deleted", "7", 0, .refuse(69, "job 7 has ended: \(story("7"))")),
  Answered(
    "openpbs", "qstat_xf_finished", "46", 0, .refuse(69, "job 46 has ended: \(story("46"))")),
  Answered("openpbs", "qstat_id_at_wrong_server", "9", 255, away),
  Answered(
    "torque", "qstat-wrongserver", "5.otherserver", 153,
    .refuse(
      69,
      "no job 5.otherserver is known to the batch system: it has ended or never was; qstat lists"
        + " yours (a subjob of an array is '5[1]')")),
  Answered("torque", "qstat-noserverconf", "5", 162, away),
  Answered(
    "torque", "qstat-f-array-parent", "11", 0,
    .refuse(
      69, "qstat is unclear about job 11: see what qstat -f 11 prints")),
  Answered("torque", "qstat-f-array-parent-t", "11[1]", 0, .attach("tqnode01")),
  Answered(
    "slurm-torque", "qstat-f-all", "442600", 0,
    .refuse(
      69, "qstat is unclear about job 442600: see what qstat -f 442600 prints")),
]

private let torque: [Answered] = [
  Answered(
    "torque", "qstat-f-H-dependency", "2", 0,
    .wait("job 2 waits for job 0: try again when it runs"), user: "alice"),
  Answered(
    "torque", "qstat-f-H-slot-limit", "1[3]", 0,
    .wait("job 1[3] waits for other subjobs of its array: try again when it runs"),
    user: "alice"),
  Answered(
    "torque", "qstat-f-H-operator", "2", 0,
    .refuse(
      75, "job 2 is held by an operator or the batch system: ask the administrator to release it"),
    user: "alice"),
  Answered(
    "torque", "qstat-f-C-dependency", "7", 0,
    .refuse(
      69,
      "job 7 was removed (Job deleted as result of dependency on job 6.login): submit it again"),
    user: "alice"),
  Answered("torque", "qstat-f-R-cput", "5", 0, .attach("node01"), user: "alice"),
  Answered("torque", "qstat-f-S", "0", 0, .attach("node01"), user: "alice"),
  Answered(
    "torque", "qstat-f-C-startfail", "1", 0, .refuse(69, "job 1 has ended: \(story("1"))")),
  Answered("torque", "qstat-f-R-script", "3.tqlogin", 0, .attach("tqnode01")),
  Answered("torque", "qstat-array-elem-missing", "11[9]", 153, unknown("11[9]", isSubjob: true)),
  Answered(
    "torque", "qstat-f-array-parent", "11[]", 0,
    .refuse(64, "11[] is an array: say which subjob, such as qconnect '11[1]'")),
  Answered("torque", "qstat-array-noindex", "11", 153, unknown("11")),
  Answered(
    "torque", "qstat-f-W", "8", 0,
    .wait("job 8 waits for its start time, Tue Dec 31 23:59:00 2030: try again then")),
  Answered(
    "torque", "qstat-f-H", "7", 0, .refuse(75, "job 7 is held: release it with qrls 7")),
  Answered(
    "torque", "qstat-f-Q", "10", 0,
    .wait(
      "job 10 is queued (Not Running: Not enough of the right type of nodes are available):"
        + " try again when it runs")),
  Answered("torque", "qstat-f-R-multinode", "5", 0, .attach("tqnode03")),
  Answered("torque", "qstat-f-R-longvars", "6", 0, .attach("tqnode01")),
  Answered("torque", "qstat-f1-R", "5", 0, .attach("tqnode03")),
  Answered("torque", "qstat-unknown", "99999", 153, unknown("99999")),
  Answered("torque", "qstat-malformed", "foo", 172, notAJob("12")),
  Answered("torque", "qstat-malformed2", "12abc", 1, notAJob("12")),
  Answered("torque", "qstat-malformed4", "-5", 172, notAJob("12")),
  Answered(
    "torque", "qstat-otheruser-f", "5", 159,
    .refuse(77, "job 5 is another user's: \(foreign)"), user: "tqbob"),
  Answered("torque", "qstat-f-C-qdel", "6", 0, .refuse(69, "job 6 has ended: \(story("6"))")),
  Answered(
    "torque", "qstat-f-C-vmemkill", "29", 0, .refuse(69, "job 29 has ended: \(story("29"))")),
  Answered("torque", "qstat-f-C-memkill", "30", 0, .refuse(69, "job 30 has ended: \(story("30"))")),
  Answered("torque", "qstat-f-C-ok", "3", 0, .refuse(69, "job 3 has ended: \(story("3"))")),
  Answered(
    "torque", "qstat-f-R-otheruser", "35.tqlogin", 0,
    .refuse(77, "job 35 belongs to tqalice: \(foreign)"), user: "tqbob"),
  Answered("torque", "qstat-serverdown", "3", 111, away),
  Answered("torque", "qstat-trqauthd-down", "3", 33, noDaemon),
  Answered("torque", "qstat-trqauthd-down-serverup", "3", 33, noDaemon),
  Answered(
    "torque", "qstat-f-injectvars", "48.tqlogin", 0,
    .refuse(75, "job 48 is held: release it with qrls 48")),
]

private let slurm: [Answered] = [
  Answered("slurm-torque", "qstat-f-running", "442600", 0, .attach("node01")),
  Answered(
    "slurm-torque", "qstat-f-queued", "442605", 0,
    .wait("job 442605 is queued: try again when it runs")),
  Answered(
    "slurm-torque", "qstat-f-held", "442606", 0,
    .wait("job 442606 is queued: try again when it runs")),
  Answered(
    "slurm-torque", "qstat-other-user", "442600", 0,
    .refuse(77, "job 442600 belongs to alice: \(foreign)"), user: "bob"),
  Answered(
    "slurm-torque", "directives-qstat-f", "442607", 0,
    .wait("job 442607 is queued: try again when it runs")),
  Answered(
    "slurm-torque", "array-qstat-f", "442609", 0,
    .wait("job 442609 is queued: try again when it runs")),
  Answered(
    "slurm-torque", "array-qstat-f-brackets", "442609[1]", 153,
    unknown("442609[1]", isSubjob: true)),
  Answered("slurm-torque", "unknown-qstat-f", "999999", 153, unknown("999999")),
  Answered("slurm-torque", "down-qstat-f", "442600", 8, away),
]

private let slurmEnded: [Answered] = [
  ("qstat-f-cancelled-queued", "442607"), ("qstat-f-failed", "442611"),
  ("qstat-f-completing", "442612"), ("qstat-f-cancelled", "442612"),
  ("qstat-f-completed", "442613"), ("qstat-f-timeout", "442617"),
].map { name, job in
  Answered(
    "slurm-torque", name, job, 0, .refuse(69, "job \(job) has ended: \(story(job))"))
}

private let recorded = openpbs + torque + slurm + slurmEnded

@Suite struct TranscriptTests {
  /// Ids that qconnect would not pass on are asked as 12, to see what it makes of the exit status.
  @Test(arguments: recorded + others)
  func decides(_ answered: Answered) throws {
    let job = try (try? JobID(answered.typed)) ?? JobID("12")
    switch answered.decide(for: job) {
    case .attach(let report, let host):
      #expect(answered.outcome == .attach(host.description))
      #expect(report.id.key == job.key)
      #expect(report.owner == answered.user)
    case .refuse(let status, let message):
      #expect(answered.outcome == .refuse(status, message))
    case .ending(let report):
      let refusal = QstatAnswer.refusal(ending: report)
      #expect(answered.outcome == .refuse(refusal.status, refusal.line))
    case .wait(let report):
      let refusal = QstatAnswer.refusal(waiting: report)
      #expect(answered.outcome == .wait(refusal.line))
      #expect(refusal.status == 75)
      #expect(report.id.key == job.key)
    }
  }

  @Test(arguments: [
    "x12", "12x", "-5", "12[3", "9999999999999999", "10; id", "abc", "0009", "foo", "12abc",
  ])
  func refusesWhatQstatRefused(_ typed: String) {
    #expect(throws: JobIDError(text: typed)) { try JobID(typed) }
    #expect(recorded.contains { $0.typed == typed } || typed == "0009")
  }

  @Test func coversEveryRecordedQuestion() throws {
    let questions = try RecordedCommand.all().filter(\.asksForOneJob)
    #expect(questions.count == recorded.count)
    for question in questions {
      let answered = recorded.first { $0.system == question.system && $0.name == question.name }
      #expect(answered?.exitStatus == question.exitStatus, "\(question)")
      #expect(answered?.user == question.user, "\(question)")
    }
  }

  @Test func everyTranscriptIsThere() {
    for answered in recorded + others {
      let text =
        Transcripts.stdout(answered.system, answered.name)
        + Transcripts.stderr(answered.system, answered.name)
      let isSilent = ["qstat_foreign_denied", "array-qstat-f-brackets", "unknown-qstat-f"]
      #expect(text.isEmpty == isSilent.contains(answered.name), "\(answered.testDescription)")
    }
  }
}
