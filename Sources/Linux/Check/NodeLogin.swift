import QGui

extension CheckedNode {
  public var login: LoginCheck {
    let sshd = command("sshd")
    return LoginCheck(
      sshd: sshd != nil, usesPAM: sshd.map(usesPAM) ?? .no, stack: sshdStack, systemd: hasSystemd)
  }

  var sshdStack: PAMStack {
    PAMStack(service: "sshd") { service in
      ["/etc/pam.d", "/usr/lib/pam.d"].lazy.compactMap { files.text("\($0)/\(service)").text }.first
    }
  }

  /// sshd itself tells root; it does not where it has never run.
  private func usesPAM(_ sshd: String) -> LoginCheck.UsesPAM {
    if isRoot, let said = run(sshd, ["-T"]), said.status == 0,
      let value = SSHDConfig.value("usepam", printed: said.output)
    {
      return value == "yes" ? .yes : .no
    }
    let config = files.text("/etc/ssh/sshd_config")
    if config == .hidden { return .hidden }
    let value = SSHDConfig.value("usepam", in: config.text ?? "", included: texts)
    return value == "yes" ? .yes : .no
  }

  private func texts(of pattern: String) -> [String] {
    let folder = pattern.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    let wanted = GlobPattern(pattern)
    return (files.names(folder) ?? []).map { "\(folder)/\($0)" }.filter(wanted.matches).map(text)
  }
}
