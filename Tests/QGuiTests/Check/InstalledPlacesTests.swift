import QGui
import Testing

@Suite struct InstalledPlacesTests {
  @Test(
    arguments: [
      ("install -m 755 pbs/prologue /x", "install -m 755 /usr/share/qgui/pbs/prologue /x"),
      (
        "take a of cgroup/cgconfig.conf, as in pam/README.md:",
        "take a of /usr/share/qgui/cgroup/cgconfig.conf, as in /usr/share/doc/qgui/pam/README.md:"
      ),
      (
        "add /usr/local/bin/qgui-node epilogue \"$@\"", "add /usr/bin/qgui-node epilogue \"$@\""
      ),
      (
        "mkdir /sys/fs/cgroup/x && cp /x/pbs/a  /usr/local/bin/",
        "mkdir /sys/fs/cgroup/x && cp /x/pbs/a  /usr/local/bin/"
      ),
    ])
  func remediesNameWhatIsThere(_ remedy: String, _ expected: String) throws {
    let places = try #require(InstalledPlaces(program: "/usr/bin/qgui-node"))
    #expect(places.share == "/usr/share/qgui")
    let result = places.naming(CheckResult("n", .warning, "m", remedy: remedy))
    #expect(result == CheckResult("n", .warning, "m", remedy: expected))
    #expect(places.naming(CheckResult("n", .ok, "m")) == CheckResult("n", .ok, "m"))
  }

  @Test(arguments: ["/w/.build/release/qgui-node", "bin/qgui-node", "/proc/self/exe"])
  func noInstallation(_ program: String) {
    #expect(InstalledPlaces(program: program) == nil)
  }
}
