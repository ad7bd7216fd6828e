"""The commands, one module each: ``add_to`` declares it to the parser, ``run`` does it and returns the exit code."""
