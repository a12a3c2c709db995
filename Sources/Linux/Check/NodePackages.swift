import QGui

extension CheckedNode {
  /// Nothing is started that would load Python: its folders say what is there.
  public var packages: [CheckResult] {
    let (installer, versions) = installed
    return PackageCheck.wanted.map { wanted in
      let file = wanted.command.map(commandFile) ?? pythonModule(wanted.name)
      let isPackaged = file.map { !$0.hasPrefix("/usr/local/") } ?? false
      let check = PackageCheck(
        file: file, version: isPackaged ? versions[wanted.package(installer)] : nil,
        installer: installer)
      return check.result(wanted)
    }
  }

  private func commandFile(_ name: String) -> String? {
    program(name, path: ProgramsCheck.path)?.path
  }

  private var installed: (PackageCheck.Installer, [String: String]) {
    if let dpkg = command("dpkg-query") {
      let names = PackageCheck.wanted.map { $0.package(.apt) }
      let format = "--showformat=\(PackageVersion.dpkgFormat)"
      // It fails when one of them is unknown, and answers for the others.
      return (.apt, PackageVersion.installed(run(dpkg, ["--show", format] + names)?.output ?? ""))
    }
    guard let rpm = command("rpm") else { return (.dnf, [:]) }
    let names = PackageCheck.wanted.map { $0.package(.dnf) }
    let said = run(rpm, ["--query", "--queryformat", PackageVersion.rpmFormat] + names)
    return (.dnf, PackageVersion.installed(said?.output ?? ""))
  }

  private func pythonModule(_ name: String) -> String? {
    let folders = ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64"].flatMap { lib in
      (files.names(lib) ?? []).filter { $0.hasPrefix("python3") }.flatMap {
        ["\(lib)/\($0)/dist-packages", "\(lib)/\($0)/site-packages"]
      }
    }
    return folders.map { "\($0)/\(name)/__init__.py" }.first(where: files.exists)
  }
}
