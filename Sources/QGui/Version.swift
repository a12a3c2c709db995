/// The version of all programs of qgui.
public enum Version {
  public static let text = "0.1.0"
}
