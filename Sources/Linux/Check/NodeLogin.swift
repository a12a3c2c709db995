import CLinux
import QGui

extension CheckedNode {
  public var login: LoginCheck {
    let sshd = command("sshd")
    return LoginCheck(
      sshd: sshd != nil, usesPAM: sshd.map(usesPAM) ?? .no, stack: sshdStack, systemd: hasSystemd,
      module: module)
  }

  var sshdStack: PAMStack {
    PAMStack(service: "sshd") { service in
      ["/etc/pam.d", "/usr/lib/pam.d"].lazy.compactMap { files.text("\($0)/\(service)").text }.first
    }
  }

  /// In a child of its own, as the module's code runs when it is loaded; only where no other user could
  /// have put it there.
  private func module(_ name: String) -> PAMModule {
    let walks = PAMModule.paths(name).map(files.walk)
    guard let walk = walks.first(where: { $0.end.status?.kind == .file }) else { return .missing }
    if let fault = walk.fault { return .fails(fault.message) }
    let path = files.real(walk.path)
    let why = ChildAnswer.of(until: .after(3_000)) { answer in
      if let why = path.withCString(clinux_load_error) {
        _ = try? answer.writeAll(String(cString: why).utf8)
      }
    }
    return why.map { $0.isEmpty ? .loads : .fails($0) } ?? .untried
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
