import QGui
import Testing

private func lines(
  _ options: (inout JobOptions) -> Void = { _ in }, settings: String = ""
) throws -> [String] {
  let text = try JobScript(request(settings, options), qguiRun: "qgui-run").text
  return text.split(separator: "\n").filter { $0.hasPrefix("#PBS -l") }
    .map { String($0.dropFirst("#PBS ".count)) }
}

private func request(
  _ settings: String, _ options: (inout JobOptions) -> Void
) throws -> JobRequest {
  var typed = JobOptions()
  options(&typed)
  let file = SettingsFile(name: "/etc/qgui/qgui.conf", isSystem: true, bytes: settings.utf8)
  let resolved = Settings.resolve(options: try SettingsValues(typed), system: file)
  let request = try JobRequest(
    program: "a", arguments: [], name: nil, settings: resolved.settings)
  try request.check(typed)
  return request
}

private func complaint(
  settings: String = "", _ options: (inout JobOptions) -> Void
) throws -> String? {
  do { _ = try lines(options, settings: settings) } catch let error as JobRequestError {
    return error.description
  }
  return nil
}

@Suite struct JobChunkTests {
  /// qsub of OpenPBS: "Cannot be used with select or place: nodes".
  @Test(
    arguments: [
      (["-l select=2:ncpus=3:mem=1gb"], []),
      (["-lselect=1:ncpus=8:ngpus=1", "-l place=scatter:excl"], []),
      (["-j oe -l \"select=1:host=n1\" -m ae"], []),
      (["-l place=pack"], ["-l select=1:ncpus=1"]),
      (["-l walltime=1:00:00,place=free"], ["-l select=1:ncpus=1"]),
      (["-l nodes=2:ppn=4"], []),
      (["-l nodes=1:gpus=1,mem=9gb"], []),
      (["-l software=matlab", "-A select=x", "-v PLACE=1"], ["-l nodes=1:ppn=1"]),
      (["-l feature='select=2'"], ["-l nodes=1:ppn=1"]),
    ] as [([String], [String])])
  func speaksTheSyntaxOfAddedLines(_ added: [String], _ own: [String]) throws {
    let typed = try lines { $0.lines = added }
    #expect(typed.filter { !added.contains($0) } == own)
    let settings = added.map { "job-option = \($0)\n" }.joined()
    #expect(try lines(settings: settings) == typed)
  }

  @Test func selectBySetting() throws {
    let site = "job-syntax = select\njob-memory = 1025b\njob-cores = 4\n"
    #expect(try lines(settings: site) == ["-l select=1:ncpus=4:mem=2kb"])
    let own = try lines({ $0.lines = ["-l nodes=3"] }, settings: site)
    #expect(own == ["-l mem=2kb", "-l nodes=3"])
    let memory = try lines({ ($0.memory, $0.walltime) = ("4gb", "2h") }, settings: site)
    #expect(memory == ["-l select=1:ncpus=4:mem=4gb", "-l walltime=02:00:00"])
  }

  /// Of a resource that is there twice qsub takes the first line, which would be ours.
  @Test func anAddedLineWinsOverSettings() throws {
    let site = "job-memory = 1gb\njob-walltime = 1h\n"
    let added = ["-l mem=3gb", "-l walltime=00:10:00"]
    #expect(try lines({ $0.lines = added }, settings: site) == ["-l nodes=1:ppn=1"] + added)
    let nodes = ["-l nodes=1:ppn=2"]
    #expect(
      try lines({ $0.lines = nodes }, settings: site)
        == ["-l mem=1gb", "-l walltime=01:00:00"] + nodes)
  }

  /// Memory that is said beside `select=` must be in its chunk.
  @Test(
    arguments: [
      ("-l select=1:ncpus=3", "-l select=1:mem=2kb:ncpus=3"),
      ("-lplace=pack,select=1 -j oe", "-lplace=pack,select=1:mem=2kb -j oe"),
      (
        "-m ae -l \"Select=1:host=n1,walltime=5\"",
        "-m ae -l \"Select=1:mem=2kb:host=n1,walltime=5\""
      ),
      ("-l select='ngpus=1:vnode=select=9'", "-l select='mem=2kb:ngpus=1:vnode=select=9'"),
      ("-l select=1:ncpus=3:mem=9gb", nil), ("-l select=2:ncpus=3", nil),
      ("-l select=1:ncpus=1+1:ncpus=2", nil), ("-l select=1:ncpus=1+4:mem=1gb", nil),
      ("-l select=", nil), ("-N select=1:a", nil),
    ] as [(String, String?)])
  func theOnlyChunkHasTheMemory(_ added: String, _ line: String?) throws {
    let script = try JobScript(
      request("job-memory = 1025b\n") { $0.lines = [added] }, qguiRun: "qgui-run")
    let lines = script.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("#PBS \(line ?? added)"))
  }

  @Test(
    arguments: [
      ("-l select=2:ncpus=3", true), ("-l select=ncpus=1+ncpus=2", true),
      ("-l select=1:ncpus=1+4:mem=1gb", false), ("-l select=1:ncpus=1", false),
      ("-l nodes=2", false),
    ])
  func saysThatMemoryDoesNotCount(_ added: String, _ says: Bool) throws {
    let notice = try request("job-memory = 4gb") { $0.lines = [added] }.memoryNotice
    let line =
      "job-memory (4gb) does not count beside select= of several chunks in -o or job-option:"
      + " add :mem= to each chunk"
    #expect(notice == (says ? line : nil))
    #expect(notice.map(isOneSafeLine) != false)
    #expect(try request("") { $0.lines = [added] }.memoryNotice == nil)
  }

  @Test func whatCannotCountIsRefused() throws {
    let rest = "in -o or job-option: use one of the two"
    let cores = try complaint { ($0.cores, $0.lines) = ("2", ["-l select=1:ncpus=4"]) }
    #expect(cores == "-t does not count beside select= \(rest)")
    let memory = try complaint { ($0.memory, $0.lines) = ("2gb", ["-l walltime=5:00,mem=1gb"]) }
    #expect(memory == "-m does not count beside mem= \(rest)")
    let time = try complaint(settings: "job-option = -lwalltime=1:00:00") { $0.walltime = "2h" }
    #expect(time == "-w does not count beside walltime= \(rest)")
    let both = try complaint { $0.lines = ["-l nodes=2", "-l place=excl"] }
    #expect(both?.hasPrefix("-o and job-option ask for nodes= and for select= or place=") == true)
    let wide = try complaint { $0.lines = ["-l place=excl,vmem=2gb"] }
    #expect(
      wide?.hasPrefix("-o or job-option asks for vmem=, which does not go beside select=") == true)
    let bySetting = try complaint(settings: "job-syntax = select") { $0.lines = ["-l ncpus=2"] }
    #expect(bySetting?.hasPrefix("-o or job-option asks for ncpus=") == true)
    let inChunk = try complaint { ($0.memory, $0.lines) = ("2gb", ["-l select=1:MEM=1gb"]) }
    #expect(inChunk == "-m does not count beside select= with mem= \(rest)")
    let chunks = try complaint { ($0.memory, $0.lines) = ("2gb", ["-l select=2:ncpus=1"]) }
    #expect(chunks?.hasPrefix("-m does not count beside select= of several chunks in -o") == true)
    for line in [cores, memory, time, both, wide, bySetting, inChunk, chunks] {
      #expect(line.map(isOneSafeLine) == true)
    }
  }

  @Test func theSettingIsOneOfTwo() {
    let file = SettingsFile(name: "/f", isSystem: true, bytes: "job-syntax = chunks".utf8)
    #expect(
      file.problems.first?.text.hasPrefix(
        "job-syntax 'chunks' is not valid here: use nodes or select")
        == true)
    #expect(Settings().jobSyntax == .nodes)
  }
}

@Suite struct MemoryNoteTests {
  private func line(_ more: String, isAsked: Bool = false, builtIn: String? = nil) throws -> String?
  {
    let text = "Job Id: 7.s\n    Job_Owner = a@h\n    job_state = Q\n    server = s\n\(more)"
    let job = try #require(QstatReport(text).flatMap { JobReport($0) })
    return MemoryNote.line(
      job, isAsked: isAsked, default: try builtIn.map { try MemorySize(option: $0) })
  }

  @Test func saysWhatHolds() throws {
    let advice = "use -m, or job-memory in qgui.conf"
    #expect(
      try line("    Resource_List.mem = 524288kb\n")
        == "job 7 has 512mb of memory, the batch system's default: for more, \(advice)")
    #expect(
      try line("", builtIn: "2gb")
        == "job 7 asks for no memory; its program may use 2gb: for more, \(advice)")
    #expect(
      try line("") == "job 7 asks for no memory, and has no limit of its own: \(advice)")
    #expect(try line("", isAsked: true) == nil)
  }

  @Test(
    arguments: [
      ("", [], false), ("job-memory = 1gb", [], true), ("", ["-l pmem=1gb"], true),
      ("", ["-l select=1:ncpus=1"], false), ("", ["-l select=1:mem=1gb+1:ncpus=2"], true),
      ("", ["-l walltime=1:00", "-A mem=1gb"], false),
    ] as [(String, [String], Bool)])
  func isAsked(_ settings: String, _ added: [String], _ says: Bool) throws {
    #expect(try request(settings) { $0.lines = added }.saysMemory == says)
  }
}
