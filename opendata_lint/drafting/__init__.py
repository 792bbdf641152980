"""A new card from what is there: files are looked into, people are asked, and nothing is claimed for them.

`inspecting.inspect` looks at a folder or file and gives a `Draft`; `questions` and `answering` add what
people say; `marking` asks the linter itself what is still missing and marks those places; `writing` makes
the text of the card.
"""
