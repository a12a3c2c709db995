import QGui
import Testing
import Transcripts

@Suite struct LogInTests {
  private static let good = ["PAM_TYPE": "account", "PAM_USER": "alice"]

  @Test func readsWhatPAMSays() throws {
    let logIn = try LogIn(.account, environment: Self.good)
    #expect(logIn.user.description == "alice")
    let session = Self.good.merging(["PAM_TYPE": "open_session"]) { $1 }
    #expect(try LogIn(.session, environment: session).user.description == "alice")
  }

  @Test(arguments: [
    [:], ["PAM_TYPE": "account"], ["PAM_USER": "alice"],
    good.merging(["PAM_TYPE": "auth"]) { $1 }, good.merging(["PAM_TYPE": "open_session"]) { $1 },
    good.merging(["PAM_TYPE": ""]) { $1 }, good.merging(["PAM_TYPE": "account\n"]) { $1 },
  ])
  func refusesOtherCalls(_ environment: [String: String]) {
    let error = #expect(throws: LogInError.self) { try LogIn(.account, environment: environment) }
    #expect(error.map { isOneSafeLine($0.description) } == true)
  }

  @Test(arguments: hostileUsers)
  func refusesUsers(_ user: String) {
    let environment = Self.good.merging(["PAM_USER": user]) { $1 }
    #expect(throws: LogInError.user(user)) { try LogIn(.account, environment: environment) }
    #expect(isOneSafeLine(LogInError.user(user).description))
  }
}

@Suite struct NodeAccessTests {
  private func decide(
    _ isAdministrator: Bool, _ hasRecord: Bool?, _ answer: NodeAccess.Answer?,
    _ unknown: NodeAccess.WhenUnknown = .refuse
  ) -> NodeAccess {
    NodeAccess.decide(
      isAdministrator: isAdministrator, hasRecord: { known(hasRecord) ?? false },
      batchSystem: { known(answer) ?? .silent }, unknown: unknown)
  }

  /// Nil is what must not be asked.
  private func known<Value>(_ value: Value?) -> Value? {
    #expect(value != nil, "asked for nothing")
    return value
  }

  @Test func nobodyIsAskedMoreThanItTakes() {
    #expect(decide(true, nil, nil) == .granted(.administrator))
    #expect(decide(false, true, nil) == .granted(.job))
    #expect(decide(false, false, .runs) == .granted(.job))
    #expect(decide(false, false, .runsNone) == .refused)
    #expect(decide(false, false, .runsNone, .admit) == .refused)
  }

  @Test func whatNobodyKnowsTheSettingSays() {
    #expect(decide(false, false, .silent) == .refusedUnknown(isHidden: false))
    #expect(decide(false, false, .hidden) == .refusedUnknown(isHidden: true))
    #expect(decide(false, false, .hidden, .admit) == .granted(.settingAdmits))
    #expect(decide(false, false, .silent, .admit) == .granted(.settingAdmits))
  }

  @Test func theRefusedAreToldWhy() throws {
    let alice = try #require(AccountName("alice"))
    #expect(NodeAccess.granted(.job).sentence(user: alice, node: "node01") == nil)
    let refusals: [NodeAccess] = [
      .refused, .refusedUnknown(isHidden: false), .refusedUnknown(isHidden: true),
    ]
    for access in refusals {
      let sentence = try #require(access.sentence(user: alice, node: "node01"))
      #expect(sentence.contains("alice"))
      #expect(sentence.contains("node01"))
      #expect(isOneSafeLine(sentence))
    }
  }
}

@Suite struct AdoptingJobTests {
  private func jobs(_ ages: [(String, UInt64)]) throws -> [(record: JobRecord, age: UInt64)] {
    try ages.map { id, age in
      (JobRecord(job: try JobID(id), user: AccountName("alice")!, uid: 5001), age)
    }
  }

  private func chosen(_ ages: [(String, UInt64)], named: String? = nil) throws -> String? {
    AdoptingJob.choose(try jobs(ages)) { named.flatMap { try? JobID($0) } }?.job.key
  }

  @Test func theOnlyOneWhateverIsNamed() throws {
    #expect(try chosen([]) == nil)
    #expect(try chosen([("7.s", 9)]) == "7")
    #expect(try chosen([("7.s", 9)], named: "8") == "7")
    let job = AdoptingJob.choose(try jobs([("7", 1)])) {
      Issue.record("nobody need be asked")
      return nil
    }
    #expect(job?.job.key == "7")
  }

  @Test func theNamedOne() throws {
    let two: [(String, UInt64)] = [("7.server", 9), ("8.server", 5), ("9[3].server", 1)]
    #expect(try chosen(two, named: "7") == "7")
    #expect(try chosen(two, named: "9[3]") == "9[3]")
    // One that is not here, or has ended.
    #expect(try chosen(two, named: "6") == "9[3]")
  }

  /// Its first process may have ended, or none may be known, as long as its group is there.
  @Test func isHereFromPrologueToEpilogue() {
    #expect(AdoptingJob.isHere(shell: true, group: nil))
    #expect(AdoptingJob.isHere(shell: true, group: false))
    #expect(AdoptingJob.isHere(shell: false, group: true))
    #expect(AdoptingJob.isHere(shell: nil, group: true))
    #expect(AdoptingJob.isHere(shell: nil, group: nil))
    #expect(!AdoptingJob.isHere(shell: false, group: nil))
    #expect(!AdoptingJob.isHere(shell: false, group: false))
    #expect(!AdoptingJob.isHere(shell: nil, group: false))
  }

  @Test func elseTheNewest() throws {
    #expect(try chosen([("7", 9), ("9", 20), ("8", 5)]) == "8")
    #expect(try chosen([("7", 9), ("8", 9), ("6", 9)]) == "8")
  }
}

@Suite struct JobsOfUserTests {
  @Test(arguments: [
    ("openpbs", "qstat_u_n1.txt", "pbsnode01", true),
    ("openpbs", "qstat_u_n1.txt", "pbsnode02.cluster.example", true),
    ("openpbs", "qstat_u_n1.txt", "pbsnode03", false),
    ("openpbs", "qstat_u_n1_w.txt", "pbsnode02", true),
    ("openpbs", "qstat_u_other.txt", "pbsnode01", false),
    ("torque", "qstat-n-1-u.out", "tqnode01", true),
    ("torque", "qstat-n-1-u.out", "tqnode02", false),
    ("torque", "qstat-n-1-u-mixed.out", "tqnode03", true),
    ("torque", "qstat-n-1-t.out", "tqnode02", true),
    ("torque", "qstat-n-1-t.out", "tqnode04", false),
    ("slurm-torque", "qstat-n-1-running.out", "node01", true),
    ("slurm-torque", "qstat-n-1-running.out", "node02", false),
  ])
  func readsTranscripts(_ system: String, _ file: String, _ node: String, _ runs: Bool) {
    let answer = JobsOfUser.answer(on: node, list: Transcripts.text(system, file)) { true }
    #expect(answer == (runs ? .runs : .runsNone))
  }

  /// Only what comes after a job's name counts.
  @Test(arguments: [
    "442600 alice batch a R 00:00 node01/1 -- 1 1 -- 01:00 R 00:00 node02/1",
    "442600 alice batch sleep -- 1 1 -- 01:00 Q -- node01/1",
    "442600 alice batch sleep -- 1 1 -- 01:00 C 00:01 node01/1",
    "alice 442600 batch sleep -- 1 1 -- 01:00 R 00:00 node01/1",
    "442600 alice batch sleep -- 1 1 -- 01:00 R 00:00 node01/1 ;x", "442600 R 00:00 node01/1",
    "442600 alice batch sleep -- 1 1 -- 01:00 R 00:00 xnode01/1", "",
  ])
  func noNameOpensANode(_ line: String) {
    for showsAll in [true, false] {
      let text = "\nlogin:\n" + line + "\n"
      #expect(JobsOfUser.answer(on: "node01", list: text) { showsAll } != .runs)
    }
  }

  /// Torque's server, as it comes, shows root on a node no job, with status 0.
  @Test(arguments: ["", "\n", "\nserver:\n                        Req'd\n---- --\n"])
  func anEmptyListIsNoAnswer(_ text: String) {
    #expect(JobsOfUser.answer(on: "node01", list: text) { false } == .hidden)
    #expect(JobsOfUser.answer(on: "node01", list: text) { true } == .runsNone)
    #expect(JobsOfUser.answer(on: "node01", list: text) { nil } == .silent)
  }

  @Test(arguments: [
    ("Server: tqhead\n    server_state = Active\n    query_other_jobs = True\n", true),
    ("Server: h\n\tquery_other_jobs = true\n", true),
    ("Server: h\n    query_other_jobs = False\n", false),
    ("Server: h\n    comment = query_other_jobs = True\n", false),
    ("Server: h\n    acl_hosts = query_other_jobs\n", false), ("", false),
  ])
  func theServerSaysWhetherItShowsAll(_ text: String, _ showsAll: Bool) {
    #expect(JobsOfUser.showsAll(servers: text) == showsAll)
  }

  @Test func asksForOneUsersJobs() throws {
    let alice = try #require(AccountName("alice"))
    #expect(JobsOfUser.arguments(user: alice, subjobs: true) == ["-n", "-1", "-t", "-u", "alice"])
    #expect(JobsOfUser.arguments(user: alice, subjobs: false) == ["-n", "-1", "-u", "alice"])
  }
}
