import Testing

@testable import QGui

@Suite struct PackageCheckTests {
  private let xpra = PackageCheck.wanted[0]

  @Test func readsWhatIsInstalled() {
    let text = """
      python3-pil 9.4.0-1.1+deb12u1 installed
      xpra 3.1.3-0.1 config-files
      xvfb 2:21.1.7-3+deb12u13 installed
      """
    #expect(PackageVersion.installed(text) == ["python3-pil": "9.4.0", "xvfb": "21.1.7"])
    #expect(PackageVersion.installed("package xpra is not installed\n").isEmpty)
  }

  @Test(arguments: [
    ("3.1.3", true), ("3.1", true), ("3.0.13", false), ("4", true), ("6.5.5", true), ("3", false),
    ("3.10", true), ("x", nil),
  ])
  func comparesVersions(_ version: String, _ isEnough: Bool?) {
    #expect(PackageVersion.isAtLeast(version, 3, 1) == isEnough)
  }

  @Test func saysWhatToInstall() {
    let missing = PackageCheck(file: nil, version: nil, installer: .dnf)
    #expect(missing.result(PackageCheck.wanted[2]).remedy == "dnf install python3-pillow")
    let old = PackageCheck(file: "/usr/bin/xpra", version: "3.0.13", installer: .apt).result(xpra)
    #expect(old.state == .wrong)
    #expect(old.remedy == "apt install xpra")
    let own = PackageCheck(file: "/usr/local/bin/xpra", version: nil, installer: .apt).result(xpra)
    #expect(own.state == .ok)
  }
}
