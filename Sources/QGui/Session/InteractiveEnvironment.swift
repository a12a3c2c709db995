extension SessionEnvironment {
  /// The job's environment without the marks of a batch job, as it is in an interactive one: some
  /// programs refuse windows, or questions, when they see them. What names the job stays.
  ///
  /// OpenPBS and Torque set both, and in `qsub -I` PBS_INTERACTIVE alone; Slurm and SGE set
  /// ENVIRONMENT. Any other value of these names is not a batch system's.
  public static func interactive(_ job: [String: String]) -> [String: String] {
    var result = job
    if job["PBS_ENVIRONMENT"] == "PBS_BATCH" { result["PBS_ENVIRONMENT"] = "PBS_INTERACTIVE" }
    if job["ENVIRONMENT"] == "BATCH" { result["ENVIRONMENT"] = nil }
    return result
  }
}
