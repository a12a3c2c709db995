NodeCommand.start()
