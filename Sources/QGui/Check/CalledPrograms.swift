/// The programs that a hook calls, for root most often.
enum CalledPrograms {
  /// The first that it should not call, or that is not there.
  static func fault(_ name: String, _ title: String, _ calls: [PathWalk]) -> CheckResult? {
    for call in calls {
      let program = ShellWord.quoted(call.path)
      switch call.end {
      case .missing:
        return CheckResult(
          name, .wrong, "\(title) calls \(call.path), which is not there",
          remedy: "install -m 755 qgui-node \(program)")
      case .hidden: return .hidden(name, "\(title): \(call.path)")
      case .there(let status):
        if let fault = call.fault {
          return CheckResult(
            name, .wrong, "\(title) calls \(call.path), and \(fault.message)",
            remedy: fault.remedy)
        }
        guard status.kind == .file, status.mode & 0o555 == 0o555 else {
          return CheckResult(
            name, .wrong, "\(title) calls \(call.path), which not everybody can run",
            remedy: "chmod 755 \(program)")
        }
      }
    }
    return nil
  }
}
