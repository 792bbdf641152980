"""The catalog for programs: schema.org, DCAT-AP, Croissant, an Atom feed of changes, and plain JSON."""
