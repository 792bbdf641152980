"""The registries and formats, a module or a room each."""
