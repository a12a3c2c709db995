import ArgumentParser
import Glibc
import Linux
import QGui
import SystemPackage

let say = Say(program: "qconnect")
Inheritance.mend()

do {
  exit(try QConnect.of(Machine.arguments).execute())
} catch let end as Ending {
  say(end.report.line)
  exit(end.report.status)
} catch let error as SystemError {
  say("\(error)")
  exit(ExitStatus.unavailable)
} catch {
  let isAnswer = QConnect.exitCode(for: error).isSuccess
  guard isAnswer else {
    say.misuse(QConnect.message(for: error))
    exit(ExitStatus.usage)
  }
  print(QConnect.fullMessage(for: error))
}
