/// What becomes of tasks that Torque starts by tm(3), as pbsdsh and mpiexec do: `start_process` in its
/// start_exec.c forks them from the daemon, and runs no script of the site's before them.
public enum TorqueTasksCheck {
  public static func result(hasOwnGroups: Bool) -> CheckResult {
    let name = "torque-tasks"
    if hasOwnGroups {
      return CheckResult(
        name, .ok, "Torque puts tasks of pbsdsh and mpiexec into groups of its own")
    }
    return CheckResult(
      name, .note,
      "tasks of pbsdsh and mpiexec have no memory limit; they are ended with their job",
      remedy: "to limit them, build Torque with --enable-cgroups")
  }
}
