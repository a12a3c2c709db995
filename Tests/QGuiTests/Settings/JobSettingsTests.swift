import Foundation
import QGui
import Testing

/// The keys of qgui.conf for jobs that qconnect submits.
@Suite struct JobSettingsTests {
  private func file(_ text: String, isSystem: Bool = false) -> SettingsFile {
    SettingsFile(
      name: isSystem ? SettingsPlaces.system : "/a/qgui.conf", isSystem: isSystem, bytes: text.utf8)
  }

  @Test func readsEveryKey() throws {
    let file = file(
      """
      job-cores = 4
      job-memory = 16GB
      job-walltime = 2d
      job-queue = gui@server
      job-syntax = select
      job-option = -A physics
      job-option = #PBS -l feature="a b"
      host-suffix = cluster.example
      """)
    #expect(file.problems == [])
    #expect(file.values.jobCores?.count == 4)
    #expect(file.values.jobMemory == MemorySize(bytes: 16 << 30))
    #expect(file.values.jobWalltime?.seconds == 172_800)
    #expect(file.values.jobQueue?.description == "gui@server")
    #expect(file.values.jobSyntax == .select)
    #expect(
      file.values.jobOptions.map(\.description) == ["-A physics", "-l feature=\"a b\""])
    #expect(file.values.hostSuffix?.description == ".cluster.example")
  }

  @Test(arguments: [
    ("job-cores = 0", "job-cores '0' is no number of cores: say 1 to 100000"),
    (
      "job-memory = 4",
      "job-memory '4' has no unit: say 4gb or 4mb; PBS takes a bare number for bytes"
    ),
    (
      "job-walltime = 8:00", "job-walltime '8:00' is 8 minutes to PBS, not hours: say 8:00:00 or 8m"
    ),
    ("job-queue = a b", "job-queue 'a b' is no name of a queue: 'qstat -q' lists them"),
    ("job-option =", "job-option '' is no line of #PBS: say one, such as '-m ae'"),
    ("host-suffix = .", "host-suffix '.' is no domain: say one, such as .cluster.example"),
  ])
  func saysWhatToWrite(_ line: String, _ message: String) throws {
    let file = file(line)
    #expect(try #require(file.problems.first).text.hasPrefix(message))
    #expect(file.values == SettingsValues())
  }

  /// The system's file, the user's, the options: the later holds, and of lines all do.
  @Test func precedence() throws {
    var options = JobOptions()
    options.cores = "3"
    options.lines = ["-m ae"]
    let system = file(
      """
      job-cores = 1
      job-memory = 1gb
      job-walltime = 1h
      job-queue = a
      job-option = -A x
      host-suffix = .a
      """, isSystem: true)
    let user = file(
      "job-cores = 2\njob-memory = 2gb\njob-queue = b\njob-option = -j oe\nhost-suffix = .b")
    let (settings, notice) = Settings.resolve(
      options: try SettingsValues(options), user: user, system: system)
    #expect(notice == nil)
    #expect(settings.jobCores?.count == 3)
    #expect(settings.jobMemory == MemorySize(bytes: 2 << 30))
    #expect(settings.jobWalltime?.description == "01:00:00")
    #expect(settings.jobQueue?.description == "b")
    #expect(settings.jobOptions.map(\.description) == ["-A x", "-j oe", "-m ae"])
    #expect(settings.hostSuffix?.description == ".b")
  }

  @Test func fixedValuesHold() throws {
    var options = JobOptions()
    (options.cores, options.memory, options.walltime) = ("3", "3gb", "3h")
    (options.queue, options.lines) = ("c", ["-A y"])
    let system = file(
      """
      fixed = job-cores job-memory job-walltime job-queue job-option host-suffix
      job-cores = 1
      job-walltime = 1h
      job-queue = a
      job-option = -A x
      """, isSystem: true)
    let (settings, notice) = Settings.resolve(
      options: try SettingsValues(options), user: file("host-suffix = b"), system: system)
    #expect(settings.jobCores?.count == 1)
    #expect(settings.jobMemory == nil)
    #expect(settings.jobWalltime?.description == "01:00:00")
    #expect(settings.jobQueue?.description == "a")
    #expect(settings.jobOptions.map(\.description) == ["-A x"])
    #expect(settings.hostSuffix == nil)
    #expect(
      notice
        == "/etc/qgui/qgui.conf fixes job-cores = 1; no job-memory; job-walltime = 01:00:00;"
        + " job-queue = a; job-option = -A x; no host-suffix:"
        + " what -t, -m, -w, -q, -o, /a/qgui.conf says otherwise does not count")
  }

  @Test(arguments: [
    (".cluster.example", ".cluster.example"), ("cluster.example", ".cluster.example"),
    ("a", ".a"), (".a-b_c.d", ".a-b_c.d"),
  ])
  func readsSuffix(_ text: String, _ suffix: String) {
    #expect(HostSuffix(text)?.description == suffix)
  }

  @Test(arguments: [
    "", ".", "..a", "a.", "a..b", ".-a", "a/b", "a b", "a;b", "é", ".a\n", "-oProxyCommand=x", "@a",
  ])
  func refusesSuffix(_ text: String) {
    #expect(HostSuffix(text) == nil)
  }

  /// Whatever host of one label it is put after.
  @Test func longestSuffixMakesHostNames() throws {
    let longest = "." + Array(repeating: "abcdefghi", count: 19).joined(separator: ".")
    let suffix = try #require(HostSuffix(longest))
    #expect(HostName(String(repeating: "n", count: 63) + "\(suffix)") != nil)
    #expect(HostSuffix(longest + "j") == nil)
  }

  /// The sample for administrators: every key, and nothing that a reader refuses.
  @Test func sampleHasEveryKey() throws {
    var repository = URL(filePath: #filePath)
    for _ in 1...4 { repository.deleteLastPathComponent() }
    let sample = try String(
      contentsOf: repository.appending(path: "cgroup/qgui.conf"), encoding: .utf8)
    let lines = sample.split(separator: "\n").filter { $0.hasPrefix("#") && !$0.hasPrefix("# ") }
      .map { String($0.dropFirst()) }
    #expect(file(lines.joined(separator: "\n"), isSystem: true).problems == [])
    let complaint = try #require(file("none = 1", isSystem: true).problems.first).text
    let keys = try #require(complaint.split(separator: ": say one of ").last)
    for key in keys.split(separator: ", ") {
      #expect(lines.contains { $0.hasPrefix("\(key) = ") }, "\(key)")
    }
  }
}
