"""The computed index of a registry: one SQLite file over the cards and records of a tree, never committed.

`survey` lists what is to be read, `reading` reads it to entries (the site reads by the same), `building` puts
entries into the tables of `schema`, `opening` gives an index that is current, and `asking`, `sql`,
`comparing` and `history` answer questions.
"""
