import Testing

/// One call of a hook, as a transcript of a real daemon has it.
public struct RecordedHook: CustomTestStringConvertible, Sendable {
  /// The name of its file.
  public let name: String
  public private(set) var arguments: [String] = []
  public private(set) var environment: [String: String] = [:]

  public var testDescription: String { name }

  /// Torque's, in the order of the job's life.
  public static let torque: [RecordedHook] = {
    var hooks: [RecordedHook] = []
    for line in Transcripts.text("torque", "prologue-epilogue-args.log").split(separator: "\n") {
      if let path = line.after("=== ") {
        hooks.append(RecordedHook(path: path))
      } else if let argument = line.firstMatch(of: /^arg[0-9]+=\[(.*)\]$/) {
        hooks[hooks.count - 1].arguments.append(String(argument.1))
      } else if let variable = line.after("env: ") {
        let pair = variable.split(separator: "=", maxSplits: 1).map(String.init)
        hooks[hooks.count - 1].environment[pair[0]] = pair[1]
      }
    }
    return hooks
  }()

  private init(path: Substring) {
    let file = path.prefix { $0 != " " }.split(separator: "/").last ?? ""
    name = String(file)
  }
}

/// One event of OpenPBS's, with what a hook was told of the job.
public struct RecordedEvent: CustomTestStringConvertible, Sendable {
  public let name: String
  public private(set) var job: [String: String] = [:]

  public var testDescription: String { name }

  public static let all: [RecordedEvent] = {
    var events: [RecordedEvent] = []
    for line in Transcripts.text("openpbs", "hook_events_one_job.txt").split(separator: "\n") {
      if line.hasPrefix("=== ") {
        events.append(RecordedEvent(name: String(line.split(separator: " ")[2])))
      } else if let pair = line.firstMatch(of: /^  job\.(\w+) = '\w+' \/ (.*)$/) {
        events[events.count - 1].job[String(pair.1)] = String(pair.2)
      }
    }
    return events
  }()

  private init(name: String) { self.name = name }

  /// The first three arguments of OpenPBS's prologue and epilogue.
  public var who: [String] { ["id", "euser", "egroup"].compactMap { job[$0] } }

  /// All ten of its epilogue.
  public var epilogue: [String] {
    who + ["Job_Name", "session_id", "Resource_List"].compactMap { job[$0] }
      + ["cput=00:00:00,mem=0kb", job["queue"] ?? "", "", job["Exit_status"] ?? ""]
  }
}

/// What slurmd sets for Prolog and Epilog of a job that asked for nothing.
public let slurmProlog = [
  "SLURM_JOB_ID": "442601", "SLURM_JOB_USER": "alice", "SLURM_JOB_UID": "5001",
  "SLURM_JOB_CPUS_PER_NODE": "1",
  "SLURM_JOB_COMMENT": "stdout=/home/alice/j.sh.o%A stderr=/home/alice/j.sh.e%A",
]

extension Substring {
  fileprivate func after(_ start: String) -> Substring? {
    hasPrefix(start) ? dropFirst(start.count) : nil
  }
}
