import QGui
import Testing

@Suite struct JobIDTests {
  @Test(arguments: [
    ("0", "0", "0"), ("442611", "442611", "442611"),
    ("9.pbshead", "9", "9"), ("9.pbshead.cluster.test", "9", "9"),
    ("44[7].tqlogin", "44[7]", "44_7"), ("8[0]", "8[0]", "8_0"),
    ("8[]", "8[]", "8_"), ("8[].pbshead", "8[]", "8_"),
    ("999999999999.s", "999999999999", "999999999999"),
  ])
  func parses(_ text: String, key: String, directory: String) throws {
    let job = try JobID(text)
    #expect(job.description == text)
    #expect(job.key == key)
    #expect(job.directoryName == directory)
    #expect(JobID(directoryName: directory)?.key == key)
    #expect(job.isArrayParent == text.contains("[]"))
  }

  @Test(arguments: [
    "", " ", "x12", "12x", "-5", "+5", "12[3", "12]3[", "12[3]x", "12[-1]", "12[03]", "12[[3]]",
    "9.", "9..a", ".a", "9.-oProxyCommand=x", "9.a b", "9.pbshead@pbshead", "0009", "00", " 9",
    "9 ", "9\n", "9\0", "1000000000000", "99999999999999999999999999", "9[1000000000000]", "9[",
    "9]", "９", "10; id", "$(id)", "9.\u{1B}[2J",
  ])
  func refuses(_ text: String) {
    #expect(throws: JobIDError(text: text)) { try JobID(text) }
    #expect(isOneSafeLine(JobIDError(text: text).description))
  }

  @Test(arguments: ["", "8[3]", "8_3.s", "8_3_4", "_3", "08", "8_03", "../8", "8.s", "8_x", "."])
  func refusesDirectoryName(_ name: String) {
    #expect(JobID(directoryName: name) == nil)
  }

  @Test func saysWhatToType() {
    #expect(
      JobIDError(text: "12x").description
        == "'12x' is not a job id: type the number that qsub printed, such as 442611")
    #expect(
      JobIDError(text: "12[3").description
        == "'12[3' is not a job id: type the number that qsub printed, such as '442611[3]'")
  }

  @Test func cutsAndEscapesWhatItShows() {
    let long = JobIDError(text: String(repeating: "9", count: 1_000_000)).description
    #expect(long.hasPrefix("'\(String(repeating: "9", count: 40))...' is not"))
    #expect(JobIDError(text: "\u{1B}[2J\r\n").description.hasPrefix("'\\u{1b}[2J\\u{d}\\u{a}' is"))
    #expect(JobIDError(text: "a\u{202E}b").description.hasPrefix("'a\\u{202e}b' is"))
  }

  @Test func belongsByEnvironment() throws {
    #expect(try JobID.ofEnvironment([:]) == nil)
    #expect(try JobID.ofEnvironment(["PBS_JOBID": "", "SLURM_JOB_ID": ""]) == nil)
    #expect(try JobID.ofEnvironment(["SLURM_JOB_ID": "7"]) == JobID("7"))
    let both = ["PBS_JOBID": "44[7].tqlogin", "SLURM_JOB_ID": "7"]
    #expect(try JobID.ofEnvironment(both) == JobID("44[7].tqlogin"))
  }

  @Test(arguments: ["PBS_JOBID", "SLURM_JOB_ID"], ["x", "8[]", "../../etc", "7\n"])
  func refusesEnvironment(_ variable: String, _ text: String) {
    let error = JobIDError(text: text, variable: variable)
    #expect(throws: error) { try JobID.ofEnvironment([variable: text]) }
    #expect(error.description.hasPrefix("\(variable) is '"))
    #expect(isOneSafeLine(error.description))
  }
}

/// Whether a message can go to any terminal as it is.
func isOneSafeLine(_ message: String) -> Bool {
  !message.isEmpty && message.utf8.count < 1000
    && message.unicodeScalars.allSatisfy {
      ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
        $0.properties.generalCategory)
    }
}
