import QGui
import Testing

/// Whose word holds.
@Suite struct SettingsTests {
  private static let gb1 = MemorySize(bytes: 1 << 30)
  private static let gb2 = MemorySize(bytes: 2 << 30)
  private static let gb4 = MemorySize(bytes: 4 << 30)

  private func system(_ text: String) -> SettingsFile {
    SettingsFile(name: SettingsPlaces.system, isSystem: true, bytes: text.utf8)
  }

  private func user(_ text: String) -> SettingsFile {
    SettingsFile(name: "/home/a/qgui.conf", isSystem: false, bytes: text.utf8)
  }

  /// `key = value` lines, as options.
  private func resolve(_ options: String = "", _ user: String = "", _ system: String = "")
    -> (settings: Settings, notice: String?)
  {
    Settings.resolve(
      options: self.user(options).values, user: self.user(user), system: self.system(system))
  }

  @Test func builtIn() {
    let (settings, notice) = resolve()
    #expect(settings.containment == .preferred)
    #expect(settings.displayReserve == MemorySize(bytes: 400 << 20))
    #expect(settings.defaultMemory == nil)
    #expect(settings.largestMemory == nil)
    #expect(settings.grace == 5)
    #expect(settings.xpra == [])
    #expect(notice == nil)
  }

  /// As root's programs have it.
  @Test func systemsFileAlone() {
    let text = "grace = 7\nlargest-memory = 4gb\ndefault-memory = 1gb\nfixed = grace"
    let (settings, notice) = Settings.resolve(system: system(text))
    #expect(settings.grace == 7)
    #expect(settings.memory(asked: nil) == Self.gb1)
    #expect(settings.largestMemory == Self.gb4)
    #expect(notice == nil)
  }

  @Test(arguments: [
    ("", "", "grace = 3", 3), ("", "grace = 2", "grace = 3", 2),
    ("grace = 1", "grace = 2", "grace = 3", 1), ("grace = 1", "", "", 1), ("", "grace = 2", "", 2),
    ("grace = 0", "grace = 2", "", 0), ("grace = 5", "grace = 2", "grace = 3", 5),
  ])
  func precedence(_ options: String, _ user: String, _ system: String, _ grace: UInt16) {
    let (settings, notice) = resolve(options, user, system)
    #expect(settings.grace == grace)
    #expect(notice == nil)
  }

  @Test func precedenceOfEveryKey() {
    let lower = "containment = off\ndisplay-reserve = 1mb\ndefault-memory = 1gb"
    let upper = "containment = required\ndisplay-reserve = 2mb\ndefault-memory = 2gb"
    let (settings, _) = resolve("", upper, lower)
    #expect(settings.containment == .required)
    #expect(settings.displayReserve == MemorySize(bytes: 2 << 20))
    #expect(settings.defaultMemory == Self.gb2)
    #expect(resolve("", "", lower).settings.containment == .off)
    #expect(resolve("containment = off", upper, "").settings.containment == .off)
  }

  @Test func xpraInOrder() {
    let system = "xpra = a=1\nxpra = b=1"
    #expect(
      resolve("xpra = a=3", "xpra = a=2\nxpra = c=2", system).settings.xpra
        == ["a=1", "b=1", "a=2", "c=2", "a=3"])
  }

  // MARK: fixed

  @Test(arguments: [
    ("", ""), ("grace = 7", ""), ("", "grace = 7"), ("grace = 7", "grace = 7"),
    ("containment = off", "xpra = a=b"),
  ])
  func isSilentWhereAllAgree(_ options: String, _ user: String) {
    let (settings, notice) = resolve(options, user, "grace = 7\nfixed = grace")
    #expect(settings.grace == 7)
    #expect(notice == nil)
  }

  @Test(arguments: [
    ("grace = 1", "", "--grace"), ("", "grace = 1", "/home/a/qgui.conf"),
    ("grace = 1", "grace = 2", "--grace, /home/a/qgui.conf"),
    ("grace = 1", "grace = 7", "--grace"), ("grace = 7", "grace = 1", "/home/a/qgui.conf"),
  ])
  func fixedValueHolds(_ options: String, _ user: String, _ source: String) {
    let (settings, notice) = resolve(options, user, "fixed = grace\ngrace = 7")
    #expect(settings.grace == 7)
    #expect(
      notice
        == "/etc/qgui/qgui.conf fixes grace = 7: what \(source) says otherwise does not count")
  }

  /// Where the system's file gives no value.
  @Test func fixedBuiltInHolds() {
    let fixed = "fixed = containment default-memory display-reserve"
    let same = "containment = preferred\ndisplay-reserve = 409600kb"
    #expect(resolve(same, same, fixed) == (Settings(), nil))
    let (settings, notice) = resolve("containment = off", "default-memory = 1gb", fixed)
    #expect(settings == Settings())
    #expect(
      notice
        == "/etc/qgui/qgui.conf fixes containment = preferred; no default-memory:"
        + " what --containment, /home/a/qgui.conf says otherwise does not count")
  }

  @Test func fixedXpraIsTheSystemsAlone() {
    let fixed = "xpra = a=1\nxpra = b=2\nfixed = xpra"
    let agreeing = resolve("xpra = b=2", "xpra = a=1", fixed)
    #expect(agreeing.settings.xpra == ["a=1", "b=2"])
    #expect(agreeing.notice == nil)
    let (settings, notice) = resolve("xpra = a=2", "xpra = a=1", fixed)
    #expect(settings.xpra == ["a=1", "b=2"])
    #expect(
      notice
        == "/etc/qgui/qgui.conf fixes xpra = a=1, b=2: what --xpra says otherwise does not count")
    #expect(resolve("xpra = a=1", "", "fixed = xpra").settings.xpra == [])
    #expect(resolve("xpra = a=1", "", "fixed = xpra").notice?.contains("no xpra") == true)
  }

  /// One line, whatever is in it.
  @Test func noticeIsOneSafeLine() throws {
    let long = String(repeating: "x", count: 5000)
    let system = system("xpra = a=\(long)\nxpra = b=\u{202e}\nfixed = xpra grace containment")
    let user = SettingsFile(
      name: "/\u{1b}[2J\(long)", isSystem: false,
      bytes: "grace = 1\ncontainment = off\nxpra = a=1".utf8)
    let notice = Settings.resolve(user: user, system: system).notice
    #expect(isOneSafeLine(try #require(notice)))
  }

  // MARK: memory

  /// The system's largest is a bound, fixed or not.
  @Test(arguments: [
    ("", "4gb", "4gb", "/etc/qgui/qgui.conf"), ("2gb", "4gb", "2gb", "/home/a/qgui.conf"),
    ("8gb", "4gb", "4gb", "/etc/qgui/qgui.conf"), ("4gb", "4gb", "4gb", "/etc/qgui/qgui.conf"),
    ("2gb", "", "2gb", "/home/a/qgui.conf"),
  ])
  func largestMemoryIsTheSmaller(
    _ user: String, _ system: String, _ expected: String, _ file: String
  ) throws {
    let line = { (value: String) in value.isEmpty ? "" : "largest-memory = \(value)" }
    let (settings, notice) = resolve("", line(user), line(system))
    #expect(settings.largestMemory == (try MemorySize(option: expected)))
    #expect(settings.largestMemoryFile == file)
    #expect(notice == nil)
  }

  @Test(arguments: ["8gb", "2gb"])
  func fixedLargestMemoryIsTheSystems(_ user: String) {
    let system = "largest-memory = 4gb\nfixed = largest-memory"
    let (settings, notice) = resolve("", "largest-memory = \(user)", system)
    #expect(settings.largestMemory == Self.gb4)
    #expect(notice?.contains("fixes largest-memory = 4gb: what /home/a/qgui.conf says") == true)
  }

  @Test func fixedDefaultMemoryIsTheSystems() {
    let system = "default-memory = 1gb\nfixed = default-memory"
    let (settings, notice) = resolve("", "default-memory = 2gb", system)
    #expect(settings.memory(asked: nil) == Self.gb1)
    #expect(notice?.contains("fixes default-memory = 1gb") == true)
    #expect(settings.memory(asked: Self.gb2) == Self.gb2)
  }

  struct Line: Sendable {
    let text: String
    var asked: MemorySize?
    var outer: MemorySize?
    let limit: MemorySize?
  }

  @Test(arguments: [
    Line(text: "", limit: nil), Line(text: "", asked: gb4, limit: gb4),
    Line(text: "", outer: gb4, limit: nil),
    Line(text: "default-memory = 2gb", limit: gb2),
    Line(text: "default-memory = 2gb", asked: gb4, limit: gb4),
    // The batch system has said how much.
    Line(text: "default-memory = 2gb", outer: gb4, limit: nil),
    Line(text: "largest-memory = 2gb", asked: gb1, limit: gb1),
    Line(text: "largest-memory = 2gb", asked: gb4, limit: gb2),
    Line(text: "largest-memory = 2gb", limit: gb2),
    Line(text: "largest-memory = 2gb", outer: gb4, limit: gb2),
    Line(text: "largest-memory = 1gb\ndefault-memory = 2gb", limit: gb1),
    Line(text: "largest-memory = 4gb\ndefault-memory = 2gb", limit: gb2),
  ])
  func memoryOfAProgram(_ line: Line) {
    let (settings, _) = resolve("", line.text, "")
    #expect(settings.memory(asked: line.asked, outer: line.outer) == line.limit)
    #expect(
      resolve("", "", line.text).settings.memory(asked: line.asked, outer: line.outer) == line.limit
    )
  }

  /// Who asked for more is told; who asked for nothing is not.
  @Test func saysThatItWasCut() throws {
    let (settings, _) = resolve("", "", "largest-memory = 2gb")
    #expect(
      settings.memoryNotice(asked: Self.gb4, limit: Self.gb2)
        == "largest-memory in /etc/qgui/qgui.conf is less than the 4gb asked for:"
        + " the program's limit is 2gb")
    #expect(settings.memoryNotice(asked: nil, limit: Self.gb2) == nil)
    #expect(settings.memoryNotice(asked: Self.gb2, limit: Self.gb2) == nil)
    #expect(settings.memoryNotice(asked: Self.gb1, limit: Self.gb1) == nil)
    // The batch system allows less, or there is no limit at all.
    #expect(settings.memoryNotice(asked: Self.gb4, limit: Self.gb1) == nil)
    #expect(settings.memoryNotice(asked: Self.gb4, limit: nil) == nil)
    #expect(Settings().memoryNotice(asked: Self.gb4, limit: Self.gb4) == nil)
  }

  // MARK: places

  @Test(arguments: [
    (nil, "/home/a/.config/qgui/qgui.conf"), ("/conf", "/conf/qgui/qgui.conf"),
    ("", "/home/a/.config/qgui/qgui.conf"), ("conf", "/home/a/.config/qgui/qgui.conf"),
  ])
  func usersFile(_ set: String?, _ path: String) {
    let environment = set.map { ["XDG_CONFIG_HOME": $0] } ?? [:]
    #expect(SettingsPlaces.user(environment: environment, home: "/home/a") == path)
  }
}
