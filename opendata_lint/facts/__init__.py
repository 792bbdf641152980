"""What a card says of itself, read from wherever it says it: title, license, languages, related works."""
