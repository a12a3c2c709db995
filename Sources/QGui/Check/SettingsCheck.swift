/// Whether the site's settings can be read: with an error in them qgui-run starts nothing.
public enum SettingsCheck {
  public static func results(_ file: SettingsFile) -> [CheckResult] {
    guard !file.problems.isEmpty else {
      return [CheckResult("settings", .ok, "\(file.name) has no errors, or is not there")]
    }
    return file.problems.map {
      CheckResult("settings", .wrong, "\($0)", remedy: "compare with cgroup/qgui.conf")
    }
  }
}
