import QGui
import Testing

func request(
  _ program: String = "rstudio", _ arguments: [String] = [], name: String? = nil,
  _ change: (inout JobOptions) -> Void = { _ in }
) throws -> JobRequest {
  var options = JobOptions()
  change(&options)
  let (settings, _) = Settings.resolve(
    options: try SettingsValues(options),
    system: SettingsFile(name: SettingsPlaces.system, isSystem: true))
  return try JobRequest(program: program, arguments: arguments, name: name, settings: settings)
}

/// The complaint about it; nil where it was taken.
private func complaint(_ make: () throws -> JobRequest) -> String? {
  do {
    _ = try make()
    return nil
  } catch {
    #expect(isOneSafeLine("\(error)"))
    return "\(error)"
  }
}

@Suite struct JobRequestTests {
  @Test func asksForLittle() throws {
    let request = try request("/opt/R/rstudio", ["-a", ""])
    #expect(request.program == "/opt/R/rstudio")
    #expect(request.arguments == ["-a", ""])
    #expect(request.name.description == "int_rstudio")
    #expect(request.cores == .one)
    #expect(request.memory == nil)
    #expect(request.walltime == nil)
    #expect(request.queue == nil)
    #expect(request.directives == [])
  }

  // MARK: the name

  @Test(arguments: ["a", "Z9", "a_.+-", "int_rstudio", "abcdefghijklmno"])
  func takesName(_ name: String) throws {
    #expect(try request(name: name).name.description == name)
  }

  @Test(arguments: [
    "", "1a", "-a", "_a", ".a", "abcdefghijklmnop", "a b", "a/b", "a,b", "a:b", "a'b", "a$b", "é",
    "aé", "a\n", "a\0", "a\u{301}", " a",
  ])
  func refusesName(_ name: String) throws {
    let message = try #require(complaint { try request(name: name) })
    #expect(message.hasPrefix("-n '"))
    #expect(
      message.hasSuffix(
        "' is no name of a job: say 1 to 15 letters, digits, _ . + or -, the first a letter"))
  }

  @Test(arguments: [
    ("tmux", "int_tmux"), ("/usr/bin/tmux", "int_tmux"), ("./a", "int_a"), ("g++", "int_g++"),
    ("/opt/My Tool", "int_My_Tool"), ("très", "int_tr_s"), ("a'; id", "int_a___id"),
    ("abcdefghijklmnopq", "int_abcdefghijk"), ("ééééééééééééééé", "int____________"),
    ("/", "int_"), ("//a//", "int_a"), ("#PBS", "int__PBS"), ("a\u{1B}[2J", "int_a__2J"),
  ])
  func namesByProgram(_ program: String, _ name: String) throws {
    #expect(try request(program).name.description == name)
    #expect(try request(name: name).name.description == name)
  }

  // MARK: cores, memory, queue

  @Test(arguments: ["1", "4", "100000"])
  func takesCores(_ text: String) throws {
    #expect(try request { $0.cores = text }.cores.description == text)
  }

  @Test(arguments: [
    "", "0", "100001", "-1", "+1", "01", "4.0", "1e3", " 4", "4 ", "٤", "four", "4\n",
  ])
  func refusesCores(_ text: String) throws {
    let message = try #require(complaint { try request { $0.cores = text } })
    #expect(message == "-t '\(text.printable())' is no number of cores: say 1 to 100000")
  }

  @Test func takesMemory() throws {
    #expect(try request { $0.memory = "4GB" }.memory == MemorySize(bytes: 4 << 30))
    #expect(
      complaint { try request { $0.memory = "4g" } } == "-m '4g' lacks the b of its unit: say 4gb")
  }

  @Test(arguments: [
    "a", "1", "gui", "gui@server.example", "a_.-@", String(repeating: "q", count: 64),
  ])
  func takesQueue(_ text: String) throws {
    #expect(try request { $0.queue = text }.queue?.description == text)
  }

  @Test(arguments: [
    "", "-a", "@server", ".a", "_a", "a b", "a,b", "a\n", "é", "a;id", "a\u{301}",
    String(repeating: "q", count: 65),
  ])
  func refusesQueue(_ text: String) throws {
    let message = try #require(complaint { try request { $0.queue = text } })
    #expect(
      message == "-q '\(text.printable(limit: 40))' is no name of a queue: 'qstat -q' lists them")
  }

  // MARK: the walltime

  @Test(arguments: [
    ("08:00:00", "08:00:00"), ("8:00:00", "08:00:00"), ("00:00:01", "00:00:01"),
    ("99999:59:59", "99999:59:59"), ("90m", "01:30:00"), ("8h", "08:00:00"), ("2d", "48:00:00"),
    ("1m", "00:01:00"), ("4166d", "99984:00:00"), ("00100:05:09", "100:05:09"),
    ("99999h", "99999:00:00"),
  ])
  func takesWalltime(_ text: String, _ printed: String) throws {
    #expect(try request { $0.walltime = text }.walltime?.description == printed)
  }

  @Test(arguments: [
    ("8:00", "is 8 minutes to PBS, not hours: say 8:00:00 or 8m"),
    ("08:30", "is 8 minutes to PBS, not hours: say 08:30:00 or 8m"),
    ("8", "has no unit: say 8h or 8m; PBS takes a bare number for seconds"),
    ("00:00:00", "is no time at all: say how long the job may run, such as 8h"),
    ("0h", "is no time at all: say how long the job may run, such as 8h"),
    ("8:00:60", form), ("8:60:00", form), ("8:0:00", form), ("100000:00:00", form),
    ("1:00:00:00", form), ("8H", form), ("8h30m", form), ("08h", form), ("-8h", form), ("", form),
    ("h", form), ("8 h", form), ("5000d", form), ("100000h", form), ("1.5h", form), ("٨h", form),
    ("8:00:00\n", form), ("8h\u{301}", form), ("18446744073709551616m", form), (":", form),
    ("359999999d", form), ("8:75", form), (":00", form), ("8:", form), ("unlimited", form),
  ])
  func refusesWalltime(_ text: String, _ reason: String) throws {
    let message = try #require(complaint { try request { $0.walltime = text } })
    #expect(message == "-w '\(text.printable())' \(reason)")
  }

  private static let form = "is no walltime: say it like 08:00:00, 90m, 8h or 2d"

  // MARK: further lines

  @Test(arguments: [
    ("-m ae", "-m ae"), ("#PBS -m ae", "-m ae"), ("#PBS\t-m ae", "-m ae"), ("  -m ae ", "-m ae"),
    ("#PBS #PBS x", "x"), ("#PBS\t#PBS  #PBS -m ae", "-m ae"), ("#PBS #PBSx", "#PBSx"),
    ("-A Grüße", "-A Grüße"), ("#PBSx", "#PBSx"),
    ("-v A=\"$(id)\"", "-v A=\"$(id)\""),
  ])
  func takesLine(_ text: String, _ line: String) throws {
    #expect(try request { $0.lines = [text] }.directives.map(\.description) == [line])
  }

  @Test func takesLongLine() throws {
    let longest = String(repeating: "é", count: 500)
    #expect(try request { $0.lines = ["#PBS " + longest] }.directives.first?.description == longest)
    let message = complaint { try request { $0.lines = [longest + "x"] } }
    #expect(message?.hasSuffix("...' is longer than 1000 bytes: say it in several lines") == true)
  }

  @Test(arguments: [
    ("", "is no line of #PBS: say one, such as '-m ae'"),
    (" \n", "is no line of #PBS: say one, such as '-m ae'"),
    ("#PBS", "is no line of #PBS: say one, such as '-m ae'"),
    ("#PBS  ", "is no line of #PBS: say one, such as '-m ae'"),
    ("#PBS #PBS", "is no line of #PBS: say one, such as '-m ae'"),
    ("-m ae\nrm -rf x", "has a control character: say a single line without"),
    ("-m ae\r\nid", "has a control character: say a single line without"),
    ("-m\tae", "has a control character: say a single line without"),
    ("-m ae\0", "has a control character: say a single line without"),
    ("-m ae\u{85}x", "has a control character: say a single line without"),
    ("-m \u{1B}[2J", "has a control character: say a single line without"),
    ("-m ae \\ ", "ends with a backslash: say it without"),
  ])
  func refusesLine(_ text: String, _ reason: String) throws {
    let message = try #require(complaint { try request { $0.lines = ["-j oe", text] } })
    #expect(message == "-o '\(text.printable())' \(reason)")
  }

  // MARK: the program

  @Test(arguments: [
    ("", "which program? say its name, such as rstudio"),
    ("-x", "'-x' is no program: options come first, then its name or path"),
    ("--", "'--' is no program: options come first, then its name or path"),
    ("-\u{301}x", "'-\u{301}x' is no program: options come first, then its name or path"),
    ("a\nb", "the program's name has a line break or a NUL: put it into a script and say that"),
    ("a\0", "the program's name has a line break or a NUL: put it into a script and say that"),
  ])
  func refusesProgram(_ program: String, _ message: String) {
    #expect(complaint { try request(program) } == message)
  }

  /// `\r\n` is a single character to Swift, and an accent joins a line break to nothing.
  @Test(arguments: ["a\n#PBS -q x", "\n", "a\r\nb", "a\n\u{301}", "\0", "a\0b"])
  func refusesArgument(_ argument: String) {
    #expect(
      complaint { try request("a", ["good", argument]) }
        == "argument 2 of the program has a line break or a NUL: put it into a script and say that")
  }
}
