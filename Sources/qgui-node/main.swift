import Linux

Inheritance.mend()
RootProcess.begin()
NodeCommand.start()
