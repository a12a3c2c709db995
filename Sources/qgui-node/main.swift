import Linux

Inheritance.mend()
NodeCommand.start()
