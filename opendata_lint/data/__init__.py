"""The data beside a card: what the front matter declares of it, which files there are, what they hold.

Everything here only reads, stays inside the card's tree and knows no network. What the files hold is told
by DuckDB, which comes with the extra `data`; without it nothing is concluded.
"""
