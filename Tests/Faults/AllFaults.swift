import TestSupport
import Testing

/// Faults that were really tried: of the environment, and at random. Serialized: the random ones
/// take both processors, and others would miss their bounds beside them.
@Suite(
  .serialized,
  .enabled(
    if: TestMachine.runsSessions, "needs root, Xvfb, xpra, xterm, xdpyinfo, python3, setpriv"))
enum AllFaults {}
