import Cgroups
import QGui

extension JobRecord {
  /// Nil where the job has none of its own: the batch system limits it by itself.
  var jobGroup: JobGroup? {
    group.flatMap(CgroupLocation.init(recordText:)).map(JobGroup.init(location:))
  }
}
