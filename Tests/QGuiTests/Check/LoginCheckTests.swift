import QGui
import Testing

@Suite struct LoginCheckTests {
  private static let services = [
    "common-account": "account [success=1 new_authtok_reqd=done default=ignore] pam_unix.so\n",
    "common-session": "session optional pam_systemd.so\n",
    "loop": "account include loop\n",
  ]

  private func stack(_ text: String) -> PAMStack {
    PAMStack(service: "sshd") { $0 == "sshd" ? text : Self.services[$0] }
  }

  private func results(
    _ text: String, usesPAM: LoginCheck.UsesPAM = .yes, systemd: Bool = false
  ) -> [CheckResult.State] {
    LoginCheck(sshd: true, usesPAM: usesPAM, stack: stack(text), systemd: systemd).results
      .map(\.state)
  }

  /// Twenty that each include twenty, and so on, would never end.
  @Test(.timeLimit(.minutes(1))) func servicesThatIncludeEachOtherOften() {
    let text = String(repeating: "@include again\n", count: 20) + "account required pam_unix.so\n"
    let stack = PAMStack(service: "sshd") { _ in text }
    #expect(stack.lines.count <= 100)
    #expect(stack.lines.last?.module == "pam_unix.so")
  }

  @Test func includedServicesStandInTheirPlaces() {
    let stack = stack(
      """
      # a comment
      @include common-account
      -account required /lib/security/pam_slurm_adopt.so action_no_jobs=deny
      session substack common-session
      """)
    #expect(stack.lines.map(\.module) == ["pam_unix.so", "pam_slurm_adopt.so", "pam_systemd.so"])
    #expect(stack.lines[0].control == "[success=1 new_authtok_reqd=done default=ignore]")
    #expect(stack.lines[1].arguments == ["action_no_jobs=deny"])
  }

  @Test func servicesThatIncludeThemselvesEnd() {
    #expect(stack("@include loop\nsession include sshd\n").lines.isEmpty)
  }

  /// sshd refuses everybody where a module of the stack is missing: pam(8).
  @Test(arguments: [
    (PAMModule.missing, CheckResult.State.wrong), (.fails("libfoo.so: no such file"), .wrong),
    (.loads, .ok), (.untried, .ok),
  ])
  func aGateIsThere(_ module: PAMModule, _ state: CheckResult.State) {
    let text = "account sufficient pam_slurm.so\naccount required pam_access.so\n"
    let gate = LoginCheck(
      sshd: true, usesPAM: .yes, stack: stack(text), systemd: false,
      module: { $0 == "pam_slurm.so" ? module : .missing }
    ).results.first { $0.name == "ssh-gate" }
    #expect(gate?.state == state)
    #expect(state == .ok || gate?.message.contains("pam_slurm.so") == true)
    #expect(gate.map { isOneSafeLine($0.line) } == true)
  }

  @Test func aModuleIsWhereItsLineSays() {
    #expect(PAMModule.paths("/opt/torque/pam_x.so") == ["/opt/torque/pam_x.so"])
    #expect(PAMModule.paths("pam_x.so").contains("/lib/security/pam_x.so"))
    let stack = stack("account required /opt/t/pam_slurm.so\n")
    #expect(stack.lines.first?.file == "/opt/t/pam_slurm.so")
    #expect(stack.lines.first?.module == "pam_slurm.so")
  }

  @Test func withoutAGateAnyoneMaySsh() {
    #expect(results("@include common-account\n") == [.ok, .warning, .note])
    #expect(results("session required pam_slurm_adopt.so\n") == [.ok, .warning, .note])
  }

  @Test(arguments: [
    ("account required pam_slurm_adopt.so", CheckResult.State.ok),
    ("account sufficient pam_slurm_adopt.so", .warning),
    ("account sufficient pam_slurm_adopt.so\naccount required pam_access.so", .ok),
    ("account sufficient pam_pbssimpleauth.so\naccount required pam_access.so accessfile=/x", .ok),
    ("account sufficient pam_pbssimpleauth.so\naccount required pam_permit.so", .warning),
    ("account required pam_pbssimpleauth.so", .warning),
    ("account required pam_exec.so quiet /usr/local/bin/qgui-node access", .ok),
    ("account required pam_exec.so quiet /usr/local/bin/qgui-node check", .warning),
    ("account optional pam_exec.so quiet /usr/local/bin/qgui-node access", .warning),
  ])
  func aGateThatLetsEverybodyInIsNone(_ lines: String, _ state: CheckResult.State) {
    let joins: CheckResult.State = lines.contains("pam_slurm_adopt") ? .ok : .note
    #expect(results(lines + "\n") == [.ok, state, joins])
  }

  @Test(arguments: [
    ("ADOPT\nsession required pam_env.so user_readenv=1", CheckResult.State.ok),
    ("session required pam_env.so\nADOPT", .ok),
    ("session required pam_env.so user_readenv=1\nADOPT", .wrong),
    ("auth required pam_env.so user_readenv=1\nADOPT", .wrong),
    ("@include common-session\nADOPT", .ok),
    ("ADOPT\n@include common-session", .warning),
    ("session required pam_exec.so /usr/local/bin/qgui-node access", .note),
    ("session optional pam_exec.so /usr/local/bin/qgui-node adopt", .note),
  ])
  func whatComesBeforeAndAfterAdoptMatters(_ lines: String, _ state: CheckResult.State) {
    let adopt = "session required pam_exec.so type=open_session /usr/local/bin/qgui-node adopt"
    let text = lines.replacing("ADOPT", with: adopt) + "\n"
    #expect(results(text) == [.ok, .warning, state])
  }

  @Test func aSystemdOfItsOwnIsNoted() {
    let text = "account required pam_slurm_adopt.so\n@include common-session\n"
    #expect(results(text, systemd: true) == [.ok, .ok, .ok, .note])
    #expect(results(text) == [.ok, .ok, .ok])
  }

  @Test func withoutPAMNothingElseHolds() {
    #expect(results("", usesPAM: .no) == [.warning])
    #expect(results("", usesPAM: .hidden) == [.unknown, .warning, .note])
    let none = LoginCheck(sshd: false, usesPAM: .no, stack: stack(""), systemd: false)
    #expect(none.results.map(\.state) == [.wrong])
  }

  @Test func theFirstValueOfAKeyCounts() {
    func value(_ text: String) -> String? {
      SSHDConfig.value("usepam", in: text) { pattern in
        pattern == "/etc/ssh/sshd_config.d/*.conf" ? ["# none\n", "UsePAM no\n"] : []
      }
    }
    #expect(value("UsePAM yes\nUsePAM no\n") == "yes")
    #expect(value("Include sshd_config.d/*.conf\nUsePAM yes\n") == "no")
    #expect(value("Include /elsewhere/*\n  usepam YES\n") == "yes")
    #expect(value("Match user alice\nUsePAM yes\n") == nil)
    #expect(SSHDConfig.value("usepam", printed: "port 22\nusepam yes\n") == "yes")
  }
}
