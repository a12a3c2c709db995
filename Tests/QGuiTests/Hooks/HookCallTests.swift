import QGui
import Testing
import Transcripts

@Suite struct HookCallTests {
  @Test func transcriptsAreThere() {
    #expect(
      RecordedHook.torque.map(\.name)
        == ["prologue", "prologue.user", "epilogue.precancel", "epilogue.user", "epilogue"])
    #expect(RecordedHook.torque.map(\.arguments.count) == [8, 8, 11, 11, 11])
    #expect(RecordedHook.torque.allSatisfy { $0.environment["PATH"] == "/bin:/usr/bin" })
    #expect(RecordedEvent.all.map(\.name).contains("EXECJOB_EPILOGUE"))
    #expect(RecordedEvent.all.allSatisfy { $0.who == ["49.pbshead", "pbsalice", "pbsalice"] })
  }

  @Test(arguments: RecordedHook.torque)
  func torques(_ hook: RecordedHook) throws {
    let moment: HookCall.Moment = hook.name.hasPrefix("prologue") ? .prologue : .epilogue
    let call = try HookCall(
      moment, arguments: hook.arguments, environment: hook.environment)
    #expect(call.job.description == "19.tqlogin")
    #expect(call.user.description == "tqalice")
    #expect(call.system == .pbs)
    // It asked for none.
    #expect(call.memory == nil)
  }

  @Test(arguments: RecordedEvent.all)
  func openPBSs(_ event: RecordedEvent) throws {
    for arguments in [event.who, event.epilogue] {
      for moment in [HookCall.Moment.prologue, .epilogue] {
        let call = try HookCall(moment, arguments: arguments, environment: [:])
        #expect(call.job.description == "49.pbshead")
        #expect(call.job.directoryName == "49")
        #expect(call.user.description == "pbsalice")
        #expect(call.system == .pbs)
      }
    }
    #expect(event.epilogue.count == (event.job["Exit_status"] == nil ? 9 : 10))
  }

  @Test(arguments: [HookCall.Moment.prologue, .epilogue])
  func slurms(_ moment: HookCall.Moment) throws {
    let call = try HookCall(moment, arguments: [], environment: slurmProlog)
    #expect(call.job.description == "442601")
    #expect(call.user.description == "alice")
    #expect(call.system == .slurm)
    #expect(call.memory == nil)
  }

  /// What a shell of the job may have in its environment names nobody.
  @Test func argumentsCountBeforeTheEnvironment() throws {
    let call = try HookCall(
      .prologue, arguments: ["7.s", "bob", "users"], environment: slurmProlog)
    #expect(call.job.key == "7")
    #expect(call.user.description == "bob")
  }

  /// Torque's fifth argument says it; an epilogue's, and any of OpenPBS's, is something else.
  @Test func onlyTorquesPrologueSaysTheMemory() throws {
    let torque = ["7.s", "bob", "users", "name", "mem=4gb,nodes=1", "batch", "", "/jobs/7.SC"]
    let prologue = try HookCall(.prologue, arguments: torque, environment: [:])
    #expect(prologue.memory?.description == "4gb")
    let epilogue = try HookCall(.epilogue, arguments: torque, environment: [:])
    #expect(epilogue.memory == nil)
    let short = try HookCall(.prologue, arguments: Array(torque[..<7]), environment: [:])
    #expect(short.memory == nil)
    var named = torque
    named[3] = "mem=900gb"
    let other = try HookCall(.prologue, arguments: named, environment: [:])
    #expect(other.memory?.description == "4gb")
  }

  @Test(arguments: ["8[3]", "8[3].pbshead", "0", "999999999999.s"])
  func takesEveryJobThatRuns(_ job: String) throws {
    let call = try HookCall(.epilogue, arguments: [job, "a", "b"], environment: [:])
    #expect(call.job.description == job)
  }

  /// An array as a whole runs nowhere.
  @Test(arguments: [
    "..", "../442611", "442611/..", "/etc/passwd", "1/2", "7\n", "\n7", "7\n8", "7\0", "\0",
    "0009", "8[]", "8[].s", "--help", "--mem=1gb", "-7", "", " ", "*", "7;id", "$(id)", "７",
    String(repeating: "9", count: 4096), "7." + String(repeating: "a", count: 4096),
    String(repeating: "../", count: 1365) + "7", "7.s/..", "7.-o", "7_3",
  ])
  func refusesJobs(_ job: String) {
    let error = HookCallError.job(job)
    for moment in [HookCall.Moment.prologue, .epilogue] {
      #expect(throws: error) {
        try HookCall(moment, arguments: [job, "alice", "users"], environment: [:])
      }
      let environment = ["SLURM_JOB_ID": job, "SLURM_JOB_USER": "alice"]
      #expect(throws: error) { try HookCall(moment, arguments: [], environment: environment) }
    }
    #expect(isOneSafeLine(error.description))
  }

  @Test(arguments: hostileUsers)
  func refusesUsers(_ user: String) {
    let error = HookCallError.user(user)
    for moment in [HookCall.Moment.prologue, .epilogue] {
      #expect(throws: error) {
        try HookCall(moment, arguments: ["7", user, "users"], environment: [:])
      }
      let environment = ["SLURM_JOB_ID": "7", "SLURM_JOB_USER": user]
      #expect(throws: error) { try HookCall(moment, arguments: [], environment: environment) }
    }
    #expect(isOneSafeLine(error.description))
  }

  @Test(arguments: [["7"], ["7", "alice"], ["--help"], [""]])
  func refusesAFewArguments(_ arguments: [String]) {
    let error = HookCallError.arguments(arguments.count)
    #expect(throws: error) {
      try HookCall(.prologue, arguments: arguments, environment: slurmProlog)
    }
    #expect(isOneSafeLine(error.description))
  }

  @Test(arguments: [[:], ["SLURM_JOB_ID": "7"], ["SLURM_JOB_USER": "alice"], ["PBS_JOBID": "7"]])
  func refusesAnEnvironmentThatSaysTooLittle(_ environment: [String: String]) {
    #expect(throws: HookCallError.arguments(0)) {
      try HookCall(.epilogue, arguments: [], environment: environment)
    }
    #expect(isOneSafeLine(HookCallError.arguments(0).description))
  }
}

let hostileUsers = [
  "", " ", "a b", "a/b", "/", "../root", "a:b", "root:", "alice\n", "\nalice", "a\0", "\0",
  "-alice", "--help", "älice", "аlice", "alice\u{202E}", "a\u{1B}[2J", "a\tb", "\u{7F}",
  String(repeating: "a", count: 257), String(repeating: "a", count: 4096),
]

@Suite struct AccountNameTests {
  @Test(arguments: ["alice", "a", "qgui-alice", "a.b_c", "machine$", "DOM\\alice", "a@b.c", "0"])
  func takes(_ name: String) {
    #expect(AccountName(name)?.description == name)
  }

  @Test func takesALongOne() {
    let name = String(repeating: "a", count: 256)
    #expect(AccountName(name)?.description == name)
  }

  @Test(arguments: hostileUsers)
  func refuses(_ name: String) {
    #expect(AccountName(name) == nil)
  }
}
