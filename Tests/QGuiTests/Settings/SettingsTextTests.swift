import Foundation
import QGui
import Testing

/// One file: what it says, and what is wrong with it.
@Suite struct SettingsTextTests {
  private func file(_ text: String, isSystem: Bool = false) -> SettingsFile {
    SettingsFile(name: "/a/qgui.conf", isSystem: isSystem, bytes: text.utf8)
  }

  private static let all = """
    # What we want
    containment = required
    display-reserve = 300mb

    default-memory=2gb
    \t largest-memory  =\t16gb\u{20}
    grace = 0
    xpra = speaker=on
      # and
    xpra = encoding=jpeg
    xpra = speaker=off
    fixed = grace, xpra\tcontainment
    """

  /// To Swift a blank and a mark upon it are one character: the mark is the value's.
  @Test func aMarkBehindABlankIsKept() {
    let program = file("on-warning = \u{301}x\n").values.onWarning
    #expect(program.map { Array($0.unicodeScalars) } == ["\u{301}", "x"])
  }

  @Test(arguments: ["\n", "\r\n"], [true, false])
  func readsEveryKey(_ lineEnd: String, _ isEnded: Bool) {
    let text = Self.all.replacing("\n", with: lineEnd) + (isEnded ? lineEnd : "")
    let file = file(text, isSystem: true)
    #expect(file.problems == [])
    #expect(file.refusal == nil)
    var values = SettingsValues()
    values.containment = .required
    values.displayReserve = MemorySize(bytes: 300 << 20)
    values.defaultMemory = MemorySize(bytes: 2 << 30)
    values.largestMemory = MemorySize(bytes: 16 << 30)
    values.grace = 0
    values.xpra = ["speaker=on", "encoding=jpeg", "speaker=off"]
    #expect(file.values == values)
    #expect(file.fixed == ["grace", "xpra", "containment"])
  }

  @Test(arguments: ["", "\n", "\n\n", "\r\n", " \t\r\n", "#", "# grace = x", "  #\n#\n", "#\r"])
  func saysNothing(_ text: String) {
    let file = file(text)
    #expect(file == SettingsFile(name: "/a/qgui.conf", isSystem: false))
    #expect(file.refusal == nil)
  }

  @Test(arguments: [
    ("containment = required", Containment.Wish.required), ("containment=preferred", .preferred),
    ("containment = off", .off),
  ])
  func readsContainment(_ text: String, _ wish: Containment.Wish) {
    #expect(file(text).values.containment == wish)
  }

  @Test(arguments: [("0", 0), ("5", 5), ("65535", 65535)])
  func readsGrace(_ text: String, _ seconds: UInt16) {
    #expect(file("grace = \(text)").values.grace == seconds)
  }

  @Test(arguments: [
    ("speaker=on", "speaker=on"), ("a=", "a="), ("env=A=B # C", "env=A=B # C"),
    ("start=x\\n", "start=x\\n"),
  ])
  func readsXpra(_ text: String, _ option: String) {
    #expect(file("xpra = \(text)").values.xpra == [option])
  }

  @Test(
    arguments: [
      ("30m 10m 2m", [1800, 600, 120]), ("2m,30m", [1800, 120]), ("none", []),
      ("00:00:50 50m 00:00:50", [3000, 50]),
    ] as [(String, [UInt64])])
  func readsWalltimeWarnings(_ text: String, _ seconds: [UInt64]) {
    let times = file("walltime-warnings = \(text)").values.walltimeWarnings
    #expect(times?.times.map(\.seconds) == seconds)
  }

  // MARK: errors

  /// What only the system's file has.
  private static let systems = "admin-group, access-unknown, fixed"
  private static let keys =
    "containment, display-reserve, default-memory, largest-memory, grace, xpra,"
    + " walltime-warnings, on-warning, job-cores, job-memory, job-walltime, job-queue,"
    + " job-syntax, job-option, host-suffix"

  @Test(arguments: [
    ("containmnet = off", "'containmnet' is no key: say one of \(keys)"),
    ("Grace = 5", "'Grace' is no key: say one of \(keys)"),
    ("--grace = 5", "'--grace' is no key: say one of \(keys)"),
    (" = 5", "'' is no key: say one of \(keys)"),
    ("grace", "'grace' is no setting: say key = value, or # before a comment"),
    ("grace 5", "'grace 5' is no setting: say key = value, or # before a comment"),
    ("grace: 5", "'grace: 5' is no setting: say key = value, or # before a comment"),
    ("grace = soon", "grace 'soon' is no number of seconds: say 0 to 65535"),
    ("grace = 5s", "grace '5s' is no number of seconds: say 0 to 65535"),
    ("grace = -1", "grace '-1' is no number of seconds: say 0 to 65535"),
    ("grace = 65536", "grace '65536' is no number of seconds: say 0 to 65535"),
    ("grace =", "grace '' is no number of seconds: say 0 to 65535"),
    (
      "grace = 5 # s",
      "grace '5 # s' is no number of seconds: say 0 to 65535; a comment needs its own line"
    ),
    (
      "on-warning = save --all",
      "on-warning 'save --all' is no program: say a name or a path, without arguments"
    ),
    (
      "on-warning =", "on-warning '' is no program: say a name or a path, without arguments"
    ),
    (
      "walltime-warnings = ,",
      "walltime-warnings ',' is no list of times: say none, or up to ten such as 30m 10m 2m"
    ),
    (
      "walltime-warnings = 2m 00:01:30",
      "walltime-warnings '2m 00:01:30' has times that are less than 70 seconds apart: leave one out"
    ),
    (
      "walltime-warnings = 30m soon",
      "walltime-warnings 'soon' is no walltime: say it like 08:00:00, 90m, 8h or 2d"
    ),
    ("containment = maybe", "containment 'maybe' is no wish: say required, preferred or off"),
    ("containment = Off", "containment 'Off' is no wish: say required, preferred or off"),
    ("containment =", "containment '' is no wish: say required, preferred or off"),
    (
      "display-reserve = 400",
      "display-reserve '400' has no unit: say 400gb or 400mb; PBS takes a bare number for bytes"
    ),
    ("default-memory = 2g", "default-memory '2g' lacks the b of its unit: say 2gb"),
    ("largest-memory = 1.5gb", "largest-memory '1.5gb' is not a whole number: say 1536mb"),
    (
      "xpra = speaker",
      "xpra 'speaker' is no setting of xpra: say name=value, such as speaker=on"
    ),
    (
      "xpra = speaker = on",
      "xpra 'speaker = on' is no setting of xpra: say name=value, such as speaker=on"
    ),
    ("fixed = grace", "fixed is for /etc/qgui/qgui.conf alone: remove the line"),
    ("admin-group = a", "admin-group is for /etc/qgui/qgui.conf alone: remove the line"),
    ("access-unknown = admit", "access-unknown is for /etc/qgui/qgui.conf alone: remove the line"),
  ])
  func saysWhatToWrite(_ line: String, _ message: String) {
    for lineEnd in ["\n", "\r\n"] {
      let file = file("# one\(lineEnd)\(lineEnd)\(line)\(lineEnd)")
      #expect(file.refusal == "/a/qgui.conf:3: \(message)")
    }
    #expect(file(line).values == SettingsValues())
  }

  @Test(arguments: [
    ("fixed =", "fixed '' names no key: say some of \(keys)"),
    ("fixed = , ,", "fixed ', ,' names no key: say some of \(keys)"),
    ("fixed = grace mem", "fixed 'mem' is no key: say some of \(keys)"),
    ("fixed = fixed", "fixed 'fixed' is no key: say some of \(keys)"),
    ("fixed = admin-group", "fixed 'admin-group' is no key: say some of \(keys)"),
    ("fixd = grace", "'fixd' is no key: say one of \(keys), \(systems)"),
    ("admin-group = a/b", "admin-group 'a/b' is no name of a group: say one, such as hpcadmin"),
    ("access-unknown = yes", "access-unknown 'yes' is no answer: say refuse or admit"),
    ("fixed = xpra\nfixed = grace", "fixed is on line 1 already: keep one of the two"),
  ])
  func saysWhatToWriteInTheSystemsFile(_ text: String, _ message: String) throws {
    let problem = try #require(file(text, isSystem: true).problems.first)
    #expect(problem.text == message)
    #expect(problem.line == text.split(separator: "\n").count)
  }

  @Test func namesARepeatedKey() {
    let file = file("grace = 5\nxpra = a=b\nxpra = a=b\ngrace = 5\ngrace = 6\n")
    #expect(
      file.problems.map(\.description)
        == [
          "/a/qgui.conf:4: grace is on line 1 already: keep one of the two",
          "/a/qgui.conf:5: grace is on line 4 already: keep one of the two",
        ].map { $0.replacing("line 4 already", with: "line 1 already") })
    #expect(file.values.grace == 5)
  }

  /// The first is named, the others are counted, and a user is told whose file it is.
  @Test(arguments: [(1, ""), (2, " (and 1 more error)"), (5, " (and 4 more errors)")])
  func refuses(_ count: Int, _ more: String) {
    let text = String(repeating: "grace\n", count: count)
    let first = "/a/qgui.conf:1: 'grace' is no setting: say key = value, or # before a comment"
    #expect(file(text).refusal == first + more)
    #expect(file(text, isSystem: true).refusal == first + more + ": tell the administrator")
  }

  @Test func refusesAsAWhole() {
    let file = SettingsFile(name: "/a\n/b", isSystem: true, problem: "is a pipe: remove it")
    #expect(file.refusal == "/a\\u{a}/b: is a pipe: remove it: tell the administrator")
  }

  // MARK: hostile files

  private static let hostile: [[UInt8]] = [
    [0xff], [0xff, 0xfe] + Array("grace = 5".utf8), Array("grace = ".utf8) + [0xc3],
    Array("grace = 5\0".utf8), Array("\0".utf8), Array("grace = \u{1b}[2J".utf8),
    Array("\u{202e}grace = 5".utf8), Array("\u{feff}grace = 5".utf8), Array("xpra = a=\u{7}".utf8),
    Array("gra\rce = 5".utf8), Array("grace = 5\rfixed = x".utf8), Array("=\u{301}5".utf8),
    Array("grace =\u{301}5".utf8), Array("x\u{2028}y = \u{2029}".utf8),
    Array(repeating: UInt8(ascii: "="), count: 65_536),
    Array(repeating: UInt8(ascii: "a"), count: 65_536),
    Array(("grace = " + String(repeating: "9", count: 60_000)).utf8),
    Array(("xpra = a" + String(repeating: "\u{301}", count: 30_000)).utf8),
    Array("largest-memory = ٤gb".utf8), Array("fixed = \u{1b}]0;x\u{7}".utf8),
    Array(String(repeating: "a\n", count: 32_768).utf8),
  ]

  @Test(arguments: hostile.indices, [true, false])
  func refusesSafely(_ index: Int, _ isSystem: Bool) throws {
    let name = "/home/\u{1b}[2J\n" + String(repeating: "x", count: 5000)
    let file = SettingsFile(name: name, isSystem: isSystem, bytes: Self.hostile[index])
    #expect(isOneSafeLine(try #require(file.refusal)))
    #expect(file.values == SettingsValues())
  }

  /// Latin-1, for example.
  @Test func commentsMayBeInAnyEncoding() {
    let bytes = Array(" # Gr".utf8) + [0xfc, 0xdf] + Array("e\ngrace = 7\n".utf8)
    let file = SettingsFile(name: "f", isSystem: false, bytes: bytes)
    #expect(file.problems == [])
    #expect(file.values.grace == 7)
  }

  @Test func saysWhichLineIsNoText() {
    let bytes = Array("\ngrace = ".utf8) + [0xff]
    let file = SettingsFile(name: "f", isSystem: false, bytes: bytes)
    #expect(file.refusal == "f:2: bytes that are not UTF-8: write the line again")
  }

  // MARK: the sample, and the manual

  /// qgui.conf(5) has the sample's keys, README.md those that users may set.
  @Test func readmeHasEveryKey() throws {
    let path = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
    let readme = try String(contentsOfFile: path + "/README.md", encoding: .utf8)
    let table = try #require(readme.firstRange(of: "| key | value | built in |\n"))
    let rows = readme[table.upperBound...].split(separator: "\n").dropFirst()
      .prefix { $0.hasPrefix("| `") }
    let names = rows.map { String($0.dropFirst(3).prefix { $0 != "`" }) }
    #expect(names.sorted() == Self.keys.split(separator: ", ").map(String.init).sorted())
  }

  /// What administrators copy, with every line of it switched on.
  @Test func sampleIsGood() throws {
    let path = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
    let sample = try String(contentsOfFile: path + "/cgroup/qgui.conf", encoding: .utf8)
    let asItIs = SettingsFile(name: "f", isSystem: true, bytes: sample.utf8)
    #expect(asItIs == SettingsFile(name: "f", isSystem: true))
    let lines = sample.split(separator: "\n").filter { $0.count > 1 && !$0.hasPrefix("# ") }
    let text = lines.map { $0.dropFirst() }.joined(separator: "\n")
    let switchedOn = SettingsFile(name: "f", isSystem: true, bytes: text.utf8)
    #expect(switchedOn.problems == [])
    let names = Set(lines.map { $0.dropFirst().prefix { $0 != " " } })
    #expect(names == Set("\(Self.keys), \(Self.systems)".split(separator: ", ")))
    let builtIn = Settings()
    #expect(switchedOn.values.containment == builtIn.containment)
    #expect(switchedOn.values.displayReserve == builtIn.displayReserve)
    #expect(switchedOn.values.grace == builtIn.grace)
  }
}
