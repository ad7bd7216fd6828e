"""Scripts that run in a process of their own, ours and the peers', and print what they took as one line of JSON.

Those named after a peer stand alone: the peers' Python runs them, which does not know this package.
"""
