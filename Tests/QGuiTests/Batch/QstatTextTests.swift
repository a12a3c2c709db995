import QGui
import Testing
import Transcripts

@Suite struct QstatTextTests {
  @Test(arguments: [
    ("qstat_f_multi_node", "(pbsnode01:ncpus=1:mem=1048576kb)+(pbsnode02:ncpus=1:mem=1048576kb)"),
    ("qstat_f_running_select", "(pbsnode01:ncpus=2:mem=4194304kb)"),
  ])
  func unfolds(_ name: String, vnodes: String) throws {
    let report = try #require(QstatReport(Transcripts.stdout("openpbs", name)))
    #expect(report["exec_vnode"] == vnodes)
    #expect(report["Variable_List"] == nil)
    #expect(report["project"] == nil)
  }

  @Test func unfoldsTheCommentBehindTheVariables() throws {
    let text = Transcripts.stdout("openpbs", "qstat_f_running_long_variable_list")
    let report = try #require(QstatReport(text))
    #expect(report.id == "2.pbshead")
    #expect(
      report.comment
        == "Job run at Sun Nov 22 at 14:01 on (pbsnode01:ncpus=1:mem=1048576kb)")
    #expect(report["comment"] == nil)
  }

  @Test func wideLayoutSaysTheSame() throws {
    let folded = Transcripts.stdout("openpbs", "qstat_f_running_long_variable_list")
    let wide = Transcripts.stdout("openpbs", "qstat_f_w_long_variable_list")
    let reports = try [folded, wide].map { try #require(QstatReport($0).flatMap(JobReport.init)) }
    #expect(reports[0] == reports[1])
  }

  @Test func believesNoVariable() throws {
    let report = try #require(QstatReport(Transcripts.stdout("torque", "qstat-f-injectvars")))
    #expect(report["exec_host"] == nil)
    #expect(report["job_state"] == "H")
    #expect(report["Job_Name"] == "inject")
  }

  @Test func readsSlurm() throws {
    let report = try #require(QstatReport(Transcripts.stdout("slurm-torque", "qstat-f-running")))
    #expect(report.isSlurmLayout)
    #expect(report.id == "442600")
    #expect(report["Resource_List.ncpus"] == "1")
    #expect(try #require(JobReport(report)).isSlurm)
  }

  @Test(arguments: ["", "\n\n", "Job Id", "hello\n", "    job_state = R\n", "\0", "\u{1B}"])
  func findsNoJob(_ text: String) {
    #expect(QstatReport(text) == nil)
  }

  @Test(arguments: ["Job_Owner = eve@s", "job_state = Q", "exec_host = evil/0", ""])
  func refusesWhatContradictsItself(_ line: String) {
    for indent in ["    ", "\t"] {
      let header = indent == "\t" ? "Job Id:\t1" : "Job Id: 1.s"
      let attributes = ["Job_Owner = a@s", "job_state = R", "exec_host = n/0"]
      let forged = line.isEmpty ? header : indent + line
      let lines = [header] + attributes.map { indent + $0 }
      #expect(QstatReport((lines + [forged]).joined(separator: "\n")) == nil)
      #expect(QstatReport(lines.joined(separator: "\n")) != nil)
    }
  }

  @Test func firstValueOfOthersCounts() throws {
    let report = try #require(QstatReport("Job Id: 1.s\n    queue = a\n    queue = b"))
    #expect(report["queue"] == "a")
  }

  @Test(arguments: ["Variable_List", "Submit_arguments", "submit_args"])
  func believesNothingBehind(_ name: String) throws {
    let text = """
      Job Id: 1.s
          job_state = Q
          \(name) = A=x
          exec_host = evil/0
          job_state = R
          comment = first
          comment = second

      Job Id: 2.s
          queue = q
      """
    let report = try #require(QstatReport(text))
    #expect(report["exec_host"] == nil)
    #expect(report["job_state"] == "Q")
    #expect(report["queue"] == nil)
    #expect(report.comment == "first")
  }

  /// There any text may come first, as the job's name: it must not end what is looked at.
  @Test func slurmHasNoEndToForge() {
    let text =
      "Job Id:\t1\n\tJob_Name = x\n\tJob_Owner = bob@s\n\tVariable_List = \n\tJob_Owner = eve@s\n"
    #expect(QstatReport(text) == nil)
  }

  @Test func foldsAtAnyPlace() throws {
    let report = try #require(QstatReport("Job Id: 1.s\n    exec_host = n0\n\t1/0\n\t+n0\n\t2/0"))
    #expect(report["exec_host"] == "n01/0+n02/0")
  }
}
