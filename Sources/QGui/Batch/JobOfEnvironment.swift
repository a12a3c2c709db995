extension JobID {
  /// The job that a process belongs to by its environment.
  ///
  /// `PBS_JOBID` comes first; on Slurm it is there only with `spank_pbs.so`, so `SLURM_JOB_ID` is
  /// the second source. Variables that are empty count as unset.
  ///
  /// - Returns: nil outside any batch job.
  /// - Throws: `JobIDError`, which names the variable, where its value is no job that can run.
  public static func ofEnvironment(_ environment: [String: String]) throws(JobIDError) -> JobID? {
    for variable in ["PBS_JOBID", "SLURM_JOB_ID"] {
      guard let text = environment[variable], !text.isEmpty else { continue }
      guard let job = try? JobID(text), !job.isArrayParent else {
        throw JobIDError(text: text, variable: variable)
      }
      return job
    }
    return nil
  }
}
