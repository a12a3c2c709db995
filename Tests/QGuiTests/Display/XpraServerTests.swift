import QGui
import Testing

@Suite struct XpraServerTests {
  private let files = SessionFiles(directory: "/tmp/qgui-7/442611")
  private let display = DisplayNumber(442611)!

  private func lines(_ extra: [String]) -> [Substring] {
    XpraServer.configuration(extra: extra).split(separator: "\n")
  }

  @Test func startsNothingBesideTheSession() {
    let lines = lines([])
    for line in [
      "start = ", "start-env = ", "dbus-launch = ", "dbus-proxy = no", "mdns = no", "html = off",
      "socket-permissions = 600", "webcam = no", "notifications = yes", "speaker = disabled",
      "opengl = noprobe",
    ] {
      #expect(lines.contains(Substring(line)))
    }
    let names = lines.map { $0.prefix { $0 != "=" } }
    #expect(Set(names).count == names.count)
  }

  /// The user's own setting takes the place of ours.
  @Test func usersSettingsWin() {
    let changed = lines(["speaker=on", "encoding=jpeg", "html=on"])
    #expect(changed.contains("speaker = on"))
    #expect(!changed.contains("speaker = disabled"))
    #expect(changed.contains("encoding = jpeg"))
    #expect(changed.contains("html = on"))
    #expect(changed.count == lines([]).count + 1)
  }

  @Test func valueMayHoldAnEqualsSign() {
    #expect(lines(["env=A=B"]).contains("env = A=B"))
    #expect(lines(["keyboard-layout="]).contains("keyboard-layout = "))
  }

  /// A name that begins another's is not that other's.
  @Test func onlyThatSettingIsReplaced() {
    let changed = lines(["start=xterm"])
    #expect(changed.contains("start = xterm"))
    #expect(changed.contains("start-env = "))
    #expect(!changed.contains("start = "))
  }

  @Test(arguments: ["speaker=on", "start-child=xterm -e x", "a=", "a=b=c", "env=ÄÖ"])
  func optionIsWellFormed(_ text: String) { #expect(XpraOption.isWellFormed(text)) }

  @Test(arguments: [
    "", "=", "=a", "speaker", "Speaker=on", "--speaker=on", "a b=c", "a=b\nc=d", "a=\u{7f}",
    "a\n=b", "a=\t",
  ])
  func optionIsRefused(_ text: String) { #expect(!XpraOption.isWellFormed(text)) }

  @Test func argumentsOfTheServer() {
    let command = XpraServer.command(
      path: "/usr/bin/xpra", display: display, files: files, commonSocket: "/home/a/.xpra/n-442611",
      environment: ["A": "b"])
    #expect(
      command.arguments == [
        "start", ":442611", "--use-display=yes", "--daemon=no",
        "--bind=/tmp/qgui-7/442611/xpra.sock", "--socket-dir=/tmp/qgui-7/442611",
        "--socket-dirs=/tmp/qgui-7/442611", "--log-dir=/tmp/qgui-7/442611",
        "--bind=/home/a/.xpra/n-442611",
      ])
    #expect(command.environment == ["A": "b"])
    #expect(
      XpraServer.commonSocket(home: "/home/a", host: "n", display: display)
        == "/home/a/.xpra/n-442611")
  }

  @Test func stopsThisVeryServer() {
    let command = XpraServer.stopCommand(
      path: "/usr/bin/xpra", socket: files.socket, environment: [:])
    #expect(command.arguments == ["stop", "socket:///tmp/qgui-7/442611/xpra.sock"])
  }

  @Test func argumentsOfXvfb() {
    let command = XvfbCommand.command(
      path: "/usr/bin/Xvfb", display: display, files: files, environment: [:])
    #expect(
      command.arguments == [
        ":442611", "-displayfd", "3", "-auth", "/tmp/qgui-7/442611/Xauthority", "-screen", "0",
        "5760x2560x24", "-dpi", "96", "+extension", "GLX", "+extension", "Composite", "-nolisten",
        "tcp", "-noreset",
      ])
  }
}
