/// qgui.conf: a user's, the administrator's, and what holds of both.
///
/// Fields: the user's file, the system's, a program and its argument.
enum SettingsTarget {
  static let target = FuzzTarget("settings", seeds: seeds) { input in
    let user = SettingsFile(name: "user.conf", isSystem: false, bytes: input.field(0))
    let system = SettingsFile(name: "/etc/qgui.conf", isSystem: true, bytes: input.field(1))
    check(user, input.field(0))
    check(system, input.field(1))
    let resolved = Settings.resolve(user: user, system: system)
    if let notice = resolved.notice { expectSafe(notice) }
    check(resolved.settings, user: user, system: system)
    checkScript(resolved.settings, program: input[2], argument: input[3])
  }

  private static let everything = """
    containment = required
    display-reserve = 400mb
    default-memory = 2gb
    largest-memory = 8gb
    grace = 5
    xpra = speaker=on
    walltime-warnings = 30m 10m
    on-warning = /bin/save
    job-cores = 4
    job-memory = 4gb
    job-walltime = 8h
    job-queue = batch
    job-syntax = select
    job-option = -A physics
    host-suffix = .cluster.example

    """

  private static let seeds = [
    everything + "\0" + everything
      + "fixed = containment xpra\nadmin-group = hpc\naccess-unknown = admit\n\0xterm\0-e",
    "# a comment\nxpra = a=b\nxpra = a=c # d\njob-option = #PBS -m ae\n\0fixed = grace\ngrace = 7\n",
  ]

  private static func check(_ file: SettingsFile, _ bytes: ArraySlice<UInt8>) {
    let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
    for problem in file.problems {
      expectSafe(problem.description)
      expect((1...lines).contains(problem.line ?? 0), "an error on no line")
    }
    if let refusal = file.refusal { expectSafe(refusal) }
    let text = SettingsKey.all.flatMap { key in
      key.texts(file.values).map { "\(key.name) = \($0)\n" }
    }.joined()
    let again = SettingsFile(name: file.name, isSystem: true, bytes: text.utf8)
    expect(again.problems.isEmpty, "what was read is refused: \(again.problems)")
    expectSame(again.values, file.values, "settings' text")
  }

  private static func check(_ settings: Settings, user: SettingsFile, system: SettingsFile) {
    if system.fixed.contains("containment") {
      expectSame(settings.containment, system.values.containment ?? .preferred, "what is fixed")
    }
    if system.fixed.contains("xpra") { expectSame(settings.xpra, system.values.xpra, "fixed xpra") }
    guard let largest = system.values.largestMemory else { return }
    for asked in [nil, MemorySize(bytes: .max)] {
      expect(settings.memory(asked: asked).map { $0 <= largest } ?? false, "more than allowed")
    }
  }

  /// A script of one command, and of directives before it that are each a line.
  private static func checkScript(_ settings: Settings, program: String, argument: String) {
    do throws(JobRequestError) {
      let request = try JobRequest(
        program: program, arguments: [argument], name: nil, settings: settings)
      let script = try JobScript(request, qguiRun: "qgui-run").text
      let lines = script.utf8.split(separator: UInt8(ascii: "\n"))
      expectSame(lines[0].elementsEqual("#!/bin/bash".utf8), true, "the first line")
      expectSame(lines.last?.starts(with: "exec qgui-run ".utf8), true, "the last line")
      let directives = lines.dropFirst().dropLast(2)
      expect(directives.allSatisfy { $0.starts(with: "#PBS ".utf8) }, "a line that is no directive")
    } catch {
      expectSafe("\(error)")
    }
  }
}
