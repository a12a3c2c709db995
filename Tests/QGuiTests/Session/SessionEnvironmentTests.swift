import QGui
import Testing

@Suite struct SessionEnvironmentTests {
  private let files = SessionFiles(directory: "/tmp/qgui-7/442611")
  private let display = DisplayNumber(442611)!

  @Test func ofTheProgram() {
    let job = ["PBS_JOBID": "442611", "DISPLAY": "login:10", "WAYLAND_DISPLAY": "wayland-0"]
    let environment = SessionEnvironment.program(job, display: display, files: files, mark: "f00")
    #expect(environment["PBS_JOBID"] == "442611")
    #expect(environment["DISPLAY"] == ":442611")
    #expect(environment["XAUTHORITY"] == files.authority)
    #expect(environment["QGUI_SESSION"] == "f00")
    #expect(environment["QGUI_DISPLAY"] == nil)
    #expect(environment["WAYLAND_DISPLAY"] == nil)
    #expect(environment["QT_QPA_PLATFORM"] == "xcb")
    #expect(environment["DBUS_SESSION_BUS_ADDRESS"] == "unix:path=\(files.deafBus)")
  }

  @Test func keepsTheJobsBus() {
    let job = ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/7/bus"]
    let environment = SessionEnvironment.program(job, display: display, files: files, mark: "f00")
    #expect(environment["DBUS_SESSION_BUS_ADDRESS"] == "unix:path=/run/user/7/bus")
  }

  @Test func ofTheServers() {
    let job = [
      "HOME": "/home/a", "PATH": "/bin", "PBS_JOBID": "442611", "XPRA_TRAY": "1",
      "XDG_RUNTIME_DIR": "/run/user/7", "LD_PRELOAD": "x.so", "QGUI_SESSION": "outer",
    ]
    let environment = SessionEnvironment.servers(job, display: nil, files: files, mark: "f00")
    #expect(
      environment == [
        "HOME": "/home/a", "PATH": "/bin", "XAUTHORITY": files.authority,
        "XDG_RUNTIME_DIR": files.runtime, "TMPDIR": files.runtime,
        "XPRA_USER_CONF_DIRS": files.directory,
        "XPRA_PEEK_TIMEOUT_MS": "20",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=\(files.deafBus)", "NO_AT_BRIDGE": "1",
        "QGUI_DISPLAY": "f00",
      ])
  }
}
