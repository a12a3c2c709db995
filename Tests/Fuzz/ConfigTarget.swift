/// The configuration files that `qgui-node check` reads.
///
/// Fields: a file, another that it includes, a pattern, a path.
enum ConfigTarget {
  static let target = FuzzTarget("config", seeds: seeds) { input in
    checkLogin(input[0], input[1])
    checkSlurm(input[0], input[1])
    checkPBS(input[0], input[1])
    checkTmp(input[0], input[1], path: input[3])
    checkPattern(input[2], input[3])
    for (_, version) in PackageVersion.installed(input[0]) {
      _ = PackageVersion.isAtLeast(version, 3, 1)
    }
  }

  private static let seeds = [
    "#%PAM-1.0\n@include common-account\naccount [success=1 default=ignore] pam_unix.so\n"
      + "account required pam_exec.so quiet /usr/local/bin/qgui-node access\n"
      + "session include common-session\n-session optional pam_systemd.so\n"
      + "account sufficient pam_pbssimpleauth.so\0session required pam_env.so user_readenv=1\n",
    "Include /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\nMatch User x\nUsePAM no\n\0usepam no\n",
    "Prolog=/etc/slurm/prolog.d/*\nEpilog = epilog\nTaskProlog=a\nInclude x\n"
      + "JobContainerType=job_container/tmpfs\nTaskPlugin=task/cgroup\n\0ConstrainRAMSpace=yes\n",
    "PBS_HOME=/var/spool/pbs\nPBS_EXEC=/opt/pbs\n\0",
    "enabled=false\nevent=\"execjob_prologue,execjob_epilogue\"\n"
      + "\0exec /usr/local/bin/qgui-node epilogue \"$@\"\n",
    "q /tmp 1777 root root 10d\nx /tmp/qgui-*\nD! /tmp/.X11-unix 1777 root root 10d\n"
      + "\0x \"/tmp/.X*-lock\" - - -\n\0/tmp/q?ui-*/a*\0/tmp/qgui-1000/ab",
    "xpra 3.1.3+dfsg-1 installed\npython3-pil 9.4.0-1.1+b1 installed\n",
    "memory 7 12 0\n",
    // What takes a time without end, if it is not watched.
    "@include a\n@include b\n\0" + String(repeating: "@include c\n", count: 20)
      + "\0*a*a*a*a*a*a*a*a*a*a*b\0" + String(repeating: "a", count: 60),
  ]

  private static func check(_ results: [CheckResult]) {
    for result in results { expectSafe(result.line) }
  }

  private static func checkLogin(_ text: String, _ other: String) {
    let stack = PAMStack(service: "sshd") { $0 == "sshd" ? text : other }
    let said = SSHDConfig.value("usepam", in: text, included: { _ in [other] })
    expectSame(said?.lowercasedASCII, said, "a value of sshd's in lower case")
    _ = SSHDConfig.value("usepam", printed: text)
    let usesPAM: LoginCheck.UsesPAM = said == "yes" ? .yes : .no
    check(LoginCheck(sshd: true, usesPAM: usesPAM, stack: stack, systemd: true).results)
    check([AdoptCheck(stack: stack).result])
  }

  private static func checkSlurm(_ text: String, _ other: String) {
    let conf = SlurmConf(text, folder: "/etc/slurm")
    for key in SlurmConf.Key.allCases {
      for path in conf.paths(key) { expect(path.hasPrefix("/"), "a path that is relative") }
    }
    let limitsMemory = conf.limitsMemory(cgroupConf: other)
    check(SlurmCheck(conf: conf, limitsMemory: limitsMemory, isVersion1: false, files: [:]).results)
  }

  private static func checkPBS(_ text: String, _ other: String) {
    let conf = PBSConf(text)
    expect(conf.home.hasPrefix("/"), "PBS's home is relative")
    expect(conf.commands?.hasPrefix("/") ?? true, "PBS's commands are relative")
    let hook = OpenPBSHook(name: "hook", attributes: text, script: other)
    expect(!hook.events.contains(""), "an event without a name")
    for path in HookScript.programs(other) {
      expect(hook.isOurs, "a call that is not seen")
      expect(path.hasPrefix("/") && path.hasSuffix("/qgui-node"), "no path to qgui-node")
    }
  }

  private static func checkTmp(_ text: String, _ other: String, path: String) {
    let rules = TmpfilesRules([("a.conf", text), ("b.conf", other)])
    _ = rules.spares(path)
    let check = TmpCheck(
      tmp: .missing, sockets: .hidden, rules: rules, systemd: true, namespaces: [text],
      stack: PAMStack(service: "sshd") { _ in nil }, slurm: SlurmConf(other, folder: "/"))
    self.check(check.results)
    let memory = MemoryCheck(
      location: nil, controllers: text, unified: text, handedDown: other, mayMakeGroups: nil,
      countsSwap: false, swaps: other)
    self.check(memory.results)
  }

  private static func checkPattern(_ pattern: String, _ text: String) {
    let matches = GlobPattern(pattern).matches(text)
    if !pattern.utf8.contains(where: { "*?".utf8.contains($0) }) {
      expectSame(matches, pattern.utf8.elementsEqual(text.utf8), "a pattern without a star")
    }
    expect(GlobPattern(text).matches(text), "a pattern that is its own text")
  }
}
