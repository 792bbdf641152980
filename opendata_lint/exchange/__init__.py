"""Exchange: a card in the words of other registries, and their descriptors as cards."""
