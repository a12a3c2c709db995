import Testing

@testable import QGui

@Suite struct TmpfilesRulesTests {
  private static let sweeping = (
    "tmp.conf", "q /tmp 1777 root root 10d\nq /var/tmp 1777 root root 30d\n"
  )

  @Test func anAgeSweeps() {
    #expect(TmpfilesRules([Self.sweeping]).sweepingTmp?.age == "10d")
    #expect(TmpfilesRules([("a", "D! /tmp 1777 root root 10d")]).sweepingTmp == nil)
    #expect(TmpfilesRules([("a", "D /tmp 1777 root root -")]).sweepingTmp == nil)
    #expect(TmpfilesRules([("a", "#q /tmp 1777 root root 10d")]).sweepingTmp == nil)
    #expect(TmpfilesRules([("a", "d /tmp/ 1777 root root 0")]).sweepingTmp?.age == "0")
    #expect(TmpfilesRules([("a", "q /tmp/x 1777 root root 10d")]).sweepingTmp == nil)
  }

  @Test func theFirstOfTwoRulesCounts() {
    #expect(TmpfilesRules([("a", "d /tmp 1777 root root -"), Self.sweeping]).sweepingTmp == nil)
  }

  @Test(arguments: [
    ("x /tmp/qgui-*", true), ("x /tmp/*", true), ("x /tmp/qgui-????", true),
    ("X /tmp/qgui-*", false), ("x /tmp/other-*", false), ("x /tmp", false),
    ("# x /tmp/qgui-*", false),
  ])
  func sparesWhatALineNames(_ line: String, _ isSpared: Bool) {
    #expect(TmpfilesRules([("a", line)]).spares("/tmp/qgui-1000") == isSpared)
  }

  @Test func aFileOfEtcReplacesTheSameOfUsr() {
    let names = [
      "/etc/tmpfiles.d": ["tmp.conf", "z.conf", "README"], "/run/tmpfiles.d": ["a.conf"],
      "/usr/lib/tmpfiles.d": ["a.conf", "tmp.conf", "x11.conf"],
    ]
    #expect(
      TmpfilesRules.files { names[$0] ?? [] } == [
        "/run/tmpfiles.d/a.conf", "/etc/tmpfiles.d/tmp.conf", "/usr/lib/tmpfiles.d/x11.conf",
        "/etc/tmpfiles.d/z.conf",
      ])
  }

  /// Stars that each try every length would take years.
  @Test(.timeLimit(.minutes(1))) func manyStars() {
    let name = String(repeating: "a", count: 200)
    #expect(!GlobPattern(String(repeating: "*a", count: 50) + "b").matches(name))
    #expect(GlobPattern(String(repeating: "*a", count: 50) + "*").matches(name))
    #expect(GlobPattern("/*/a*/*").matches("/x/ab/c"))
    #expect(!GlobPattern("/*/a*/*").matches("/x/ab"))
    #expect(GlobPattern("*").matches(""))
  }

  @Test func patternsStayWithinAName() {
    #expect(GlobPattern("/tmp/*").matches("/tmp/a"))
    #expect(!GlobPattern("/tmp/*").matches("/tmp/a/b"))
    #expect(GlobPattern("*a*b").matches("aXaYb"))
    #expect(!GlobPattern("a?").matches("a"))
  }
}

@Suite struct TmpCheckTests {
  private static let open = FileFact.there(FileStatus(.directory, owner: 0, mode: 0o1777))
  private static let namespace = "session required pam_namespace.so\n"

  private func check(
    sockets: FileFact = open, rules: String = "", pam: String = "", namespaces: String = "",
    slurm: String? = nil
  ) -> TmpCheck {
    TmpCheck(
      tmp: Self.open, sockets: sockets, rules: TmpfilesRules([("tmp.conf", rules)]), systemd: true,
      namespaces: [namespaces], stack: PAMStack(service: "sshd") { _ in pam },
      slurm: slurm.map { SlurmConf($0, folder: "/etc/slurm") })
  }

  @Test func aGoodOneIsOk() {
    #expect(check().results.map(\.state) == [.ok, .ok, .ok, .ok])
  }

  @Test(arguments: [
    (FileFact.missing, CheckResult.State.warning),
    (.there(FileStatus(.directory, owner: 1001, mode: 0o1777)), .wrong),
    (.there(FileStatus(.directory, owner: 0, mode: 0o777)), .wrong),
    (.there(FileStatus(.directory, owner: 0, mode: 0o755)), .wrong),
    (.there(FileStatus(.link, owner: 0, mode: 0o777)), .wrong),
  ])
  func socketsNeedASoundPlace(_ fact: FileFact, _ state: CheckResult.State) {
    let result = check(sockets: fact).results[1]
    #expect(result.state == state)
    #expect(result.remedy?.hasSuffix("-m 1777 /tmp/.X11-unix") == true)
  }

  @Test func aSweptOneNeedsALine() {
    let rule = "q /tmp 1777 root root 10d\n"
    let swept = check(rules: rule).results[2]
    #expect(swept.state == .warning)
    #expect(swept.remedy == "install -m 644 cgroup/tmpfiles.conf /etc/tmpfiles.d/qgui.conf")
    #expect(check(rules: rule + "x /tmp/qgui-*\n").results[2].state == .ok)
    var idle = check(rules: rule)
    idle.systemd = false
    #expect(idle.results[2].state == .ok)
  }

  @Test func aPrivateOneHidesTheDisplay() {
    let divided = "# /tmp /tmp-inst/ level root,adm\n/tmp /tmp-inst/ user root\n"
    #expect(check(pam: Self.namespace, namespaces: divided).results[3].state == .warning)
    #expect(check(namespaces: divided).results[3].state == .ok)
    #expect(check(pam: Self.namespace, namespaces: "#/tmp /x user root\n").results[3].state == .ok)
  }

  @Test func slurmsPrivateOneIsJoinedByAdoption() {
    let conf = "JobContainerType=job_container/tmpfs\n"
    #expect(check(slurm: conf).results[3].state == .warning)
    let adopt = "-account required pam_slurm_adopt.so\n"
    #expect(check(pam: adopt, slurm: conf).results[3].state == .note)
    #expect(check(slurm: "JobContainerType=job_container/none\n").results[3].state == .ok)
  }
}
