/// Where the settings' files are.
public enum SettingsPlaces {
  /// The administrator's.
  public static let system = "/etc/qgui/qgui.conf"

  /// The user's own (XDG Base Directory Specification).
  public static func user(environment: [String: String], home: String) -> String {
    let set = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return "\(set ?? home + "/.config")/qgui/qgui.conf"
  }
}
