import QGui
import Testing

/// Hooks as they might be found on a node.
private enum Found {
  static let folder = FileFact.there(FileStatus(.directory, owner: 0, mode: 0o755))

  static func file(mode: UInt32 = 0o755, owner: UInt32 = 0) -> FileFact {
    .there(FileStatus(.file, owner: owner, mode: mode))
  }

  static func walk(
    _ end: FileFact = file(), at path: String = "/m/epilogue", folder: FileFact = folder
  ) -> PathWalk {
    PathWalk(path: path, steps: [.init("/m", folder), .init(path, end)])
  }

  static let ours = "#!/bin/sh\n/usr/local/bin/qgui-node epilogue \"$@\"\n"

  static func hook(
    _ walk: PathWalk = walk(), text: TextFact = .text(ours), calls: [PathWalk] = [],
    kind: HookKind = .epilogue
  ) -> HookFileCheck {
    HookFileCheck(
      name: "h", title: "The epilogue", kind: kind, walk: walk, text: text, calls: calls)
  }

  static let nowhere = hook(walk(.missing), text: .missing)
}

@Suite struct HookFileCheckTests {
  @Test func aGoodOneIsOk() {
    #expect(Found.hook().result.state == .ok)
    #expect(Found.hook(calls: [Found.walk(at: "/usr/local/bin/qgui-node")]).result.state == .ok)
  }

  @Test func oneThatIsNotThereIsInstalled() {
    let result = Found.nowhere.result
    #expect(result.state == .warning)
    #expect(result.remedy == "install -m 755 pbs/epilogue /m/epilogue")
  }

  @Test func whatOthersCanChangeIsWrong() {
    let writable = FileFact.there(FileStatus(.directory, owner: 0, mode: 0o775))
    let byFolder = Found.hook(Found.walk(folder: writable)).result
    #expect(byFolder.state == .wrong)
    #expect(byFolder.remedy == "chmod go-w /m")
    let byOwner = Found.hook(Found.walk(Found.file(owner: 1000))).result
    #expect(byOwner.state == .wrong)
    #expect(byOwner.remedy == "chown -h root /m/epilogue")
    let called = Found.hook(calls: [Found.walk(Found.file(mode: 0o777), at: "/m/qgui-node")]).result
    #expect(called.state == .wrong)
    #expect(called.remedy == "chmod go-w /m/qgui-node")
  }

  @Test func whatCannotRunIsWrong() {
    #expect(Found.hook(Found.walk(Found.file(mode: 0o644))).result.state == .wrong)
    // Root alone may run it, and the job's user has to.
    let root = Found.walk(Found.file(mode: 0o700))
    #expect(Found.hook(root).result.state == .ok)
    #expect(Found.hook(root, kind: .precancel).result.state == .wrong)
    let gone = Found.hook(calls: [Found.walk(.missing, at: "/m/qgui-node")]).result
    #expect(gone.remedy == "install -m 755 qgui-node /m/qgui-node")
  }

  @Test(arguments: ["#!/bin/sh\nexit 0\n", "# calls qgui-node some day\n", ""])
  func oneThatDoesNotCallUsGetsALine(_ text: String) {
    let result = Found.hook(text: .text(text)).result
    #expect(result.state == .warning)
    #expect(result.remedy == "add the line /usr/local/bin/qgui-node epilogue \"$@\"")
  }

  @Test func whatCannotBeSeenIsUnknown() {
    #expect(Found.hook(Found.walk(.hidden)).result.state == .unknown)
    #expect(Found.hook(text: .hidden).result.state == .unknown)
    #expect(Found.hook(text: .unusable).result.state == .unknown)
  }

  @Test func findsTheProgramsThatATextCalls() {
    let text =
      "PROGRAM = \"/opt/q/qgui-node\"\n[ -x /usr/local/bin/qgui-node ] || exit # /x/qgui-node"
    #expect(HookScript.programs(text) == ["/opt/q/qgui-node", "/usr/local/bin/qgui-node"])
  }
}

@Suite struct OpenPBSCheckTests {
  private static let ours = "PROGRAM = \"/usr/local/bin/qgui-node\"\n"
  private static let cgroups = """
    type=site
    enabled=true
    event=exechost_periodic,execjob_begin,execjob_epilogue,execjob_launch
    order=100
    """

  private func results(_ hooks: [OpenPBSHook]?, _ script: HookFileCheck = Found.hook())
    -> [CheckResult]
  {
    Array(all(hooks, script).prefix { $0.name != "openpbs-other-hosts" })
  }

  private func all(_ hooks: [OpenPBSHook]?, _ script: HookFileCheck = Found.hook()) -> [CheckResult]
  {
    OpenPBSCheck(prologue: script, epilogue: script, hooks: hooks).results
  }

  private func ours(_ events: String) -> OpenPBSHook {
    OpenPBSHook(name: "qgui", attributes: "event=\(events)\n", script: Self.ours)
  }

  @Test func otherHostsNeedTheHook() {
    let guide = "execjob_begin,execjob_launch,execjob_epilogue"
    #expect(all([ours(guide)]).map(\.state) == [.ok, .ok])
    #expect(all([ours("execjob_prologue,execjob_launch,execjob_end")]).count == 2)
    for without in [[], [ours("execjob_launch,execjob_epilogue")]] {
      let last = all(without).last
      #expect(last?.name == "openpbs-other-hosts")
      #expect(last?.state == (without.isEmpty ? .note : .warning))
      #expect(last?.message.contains("execjob_begin") == true)
    }
    #expect(
      all([ours("execjob_begin,execjob_end")]).last?.message.contains("execjob_launch") == true)
    let off = OpenPBSHook(
      name: "qgui", attributes: "event=\(guide)\nenabled=False\n", script: Self.ours)
    #expect(all([off]).last?.name == "openpbs-other-hosts")
  }

  /// A user cannot see the hooks, which may do what no script does.
  @Test func whoCannotSeeTheHooksMissesNoScript() {
    #expect(all(nil, Found.nowhere).map(\.state) == [.unknown, .unknown, .unknown])
  }

  @Test func scriptsCountWithoutHooks() {
    #expect(results([]).map(\.state) == [.ok, .ok])
    #expect(results([], Found.nowhere).map(\.state) == [.warning, .warning])
  }

  @Test func anotherHookKeepsTheScriptFromRunning() {
    let hook = OpenPBSHook(name: "pbs_cgroups", attributes: Self.cgroups, script: "")
    let found = results([hook])
    #expect(found.map(\.state) == [.ok, .warning])
    #expect(found[1].message.contains("pbs_cgroups has the event execjob_epilogue"))
    let disabled = Self.cgroups.split(separator: "\n").filter { $0 != "enabled=true" }
      .joined(separator: "\n")
    let off = OpenPBSHook(name: "c", attributes: disabled + "\nenabled=False\n", script: "")
    #expect(results([off]).map(\.state) == [.ok, .ok])
    let byDefault = OpenPBSHook(name: "c", attributes: disabled, script: "")
    #expect(results([byDefault]).map(\.state) == [.ok, .warning])
  }

  @Test func ourHookDoesForBoth() {
    let hook = OpenPBSHook(
      name: "qgui", attributes: "event=execjob_launch,execjob_epilogue\n", script: Self.ours)
    let other = OpenPBSHook(name: "pbs_cgroups", attributes: Self.cgroups, script: "")
    #expect(results([other, hook], Found.nowhere).map(\.state) == [.ok, .ok])
  }

  @Test func ourHookMustNotSilenceTheSitesEpilogue() {
    let hook = OpenPBSHook(
      name: "qgui", attributes: "event=execjob_launch,execjob_epilogue\n", script: Self.ours)
    let found = results([hook], Found.hook(text: .text("clean-scratch\n")))
    #expect(found.map(\.state) == [.ok, .warning])
    #expect(
      found[1].remedy == "qmgr -c 'set hook qgui event = \"execjob_end,execjob_launch\"'")
  }

  @Test func hooksThatCannotBeSeenAreSaidToBe() {
    #expect(results(nil).map(\.state) == [.unknown, .ok, .ok])
  }

  @Test func theHomeIsPbsConfs() {
    let conf = PBSConf("PBS_EXEC=/opt/pbs\nPBS_HOME=/srv/pbs\nPBS_START_MOM=1\n")
    #expect(conf.home == "/srv/pbs")
    #expect(conf.commands == "/opt/pbs/bin")
    #expect(PBSConf("").home == "/var/spool/pbs")
  }
}

@Suite struct SlurmCheckTests {
  private func results(
    _ text: String, limitsMemory: Bool = false, isVersion1: Bool = true,
    _ files: [SlurmConf.Key: [HookFileCheck]] = [:]
  ) -> [CheckResult.State] {
    let conf = SlurmConf(text, folder: "/etc/slurm")
    return SlurmCheck(
      conf: conf, limitsMemory: limitsMemory, isVersion1: isVersion1, files: files
    ).results.map(\.state)
  }

  @Test func keysAreTheSameInEitherCase() {
    let conf = SlurmConf("PROLOG = /a # b\nepilog=e\nEpilogMsgTime=3\n", folder: "/etc/slurm")
    #expect(conf.paths(.prolog) == ["/a"])
    #expect(conf.paths(.epilog) == ["/etc/slurm/e"])
    #expect(conf.paths(.taskProlog).isEmpty)
  }

  @Test func onlyTheEpilogIsWantedWhereSlurmLimitsMemory() {
    #expect(results("") == [.warning, .warning, .warning])
    // And on version 2 nobody else can.
    #expect(results("", isVersion1: false) == [.warning, .warning, .warning])
    #expect(results("", limitsMemory: true, isVersion1: false) == [.warning])
    #expect(results("", limitsMemory: true) == [.warning])
  }

  /// The lines of pbs/README.md.
  @Test func whatIsMissingGoesWhereTheGuideSays() {
    let check = SlurmCheck(
      conf: SlurmConf("", folder: "/etc/slurm"), limitsMemory: false, isVersion1: true, files: [:])
    let lines = [("prologue", "Prolog"), ("epilogue", "Epilog"), ("task-prologue", "TaskProlog")]
    let remedies = lines.map { file, key in
      "install -m 755 pbs/\(file) /etc/slurm/qgui-\(file); "
        + "then say \(key)=/etc/slurm/qgui-\(file) in slurm.conf"
    }
    #expect(Set(check.results.compactMap(\.remedy)) == Set(remedies))
  }

  @Test func whatIsSetElsewhereIsUnknown() {
    #expect(results("Include /etc/slurm/more.conf\n", limitsMemory: true) == [.unknown])
    #expect(results("Epilog=/etc/slurm/epilog.d/*\n", limitsMemory: true) == [.unknown])
  }

  @Test func ofSeveralFilesOneIsEnough() {
    let silent = Found.hook(text: .text("exit 0\n"))
    let open = Found.hook(Found.walk(Found.file(mode: 0o777)))
    func epilog(_ files: [HookFileCheck]) -> [CheckResult.State] {
      results("Epilog=/a\n", limitsMemory: true, [.epilog: files])
    }
    #expect(epilog([silent, Found.hook()]) == [.ok])
    #expect(epilog([silent]) == [.warning])
    #expect(epilog([open, Found.hook()]) == [.wrong])
  }
}
