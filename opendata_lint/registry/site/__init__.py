"""The catalogue: static pages and machine-readable files made of the cards of a tree.

`gathering` reads the cards, `pages` and `markdown` show them, `searching` makes what the search in the
browser looks into, `machine` writes for programs, `building` puts a site together, `output` on the disk.
"""
