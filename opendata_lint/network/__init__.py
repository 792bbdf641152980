"""What asks registries over the network, and sends to them: only where a command is for that.

No other room may import this one but the command line, so that `check` and hooks stay offline. Official
clients are imported where they are called; each is an extra, and all of their requests pass `guards`.
"""
