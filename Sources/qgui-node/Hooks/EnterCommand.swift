import ArgumentParser
import Cgroups
import Linux
import QGui

struct EnterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enter",
    abstract: "Put a task of Slurm into its job's group: Slurm's TaskProlog.",
    discussion: """
      On Slurm the prologue comes before the job has a process, so each task enters by itself, on \
      cgroup version 1. Where Slurm limits the memory of jobs there is nothing to do. Runs as the \
      job's user; the exit status is always 0.
      """)

  func run() {
    do {
      try enter()
    } catch {
      log.warning("enter: \(error)")
    }
  }

  /// Slurm's own variable: users can set the others.
  private func enter() throws {
    guard let job = Machine.environment["SLURM_JOB_ID"].flatMap({ try? JobID($0) }),
      let task = JobShell.ofTask()
    else { throw HookFailure("this is no task of Slurm's: see cgroup/README.md") }
    let found = JobGroupPlace.Found(
      shell: nil, daemon: .own, systemd: false, batchSystemWillLimit: false)
    // As the prologue decided below the same daemon; there is none where Slurm limits the job.
    guard case .group(let place) = JobGroupPlace.decide(job.directoryName, found),
      JobGroup(location: place).exists
    else { return }
    try JobGroup(location: place).take(task)
  }
}
