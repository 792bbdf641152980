"""Did-you-mean: the few words of a list that a misspelt word most likely stood for."""

from __future__ import annotations

from collections.abc import Iterable

# Removed before words are compared: `CC_BY 4.0` and `cc-by-4.0` then differ in nothing.
_PUNCTUATION = dict.fromkeys(map(ord, " -_.,:/'\"()"))


def suggest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Return at most `limit` candidates close to `word`, the closest first.

    Words that differ in case and punctuation alone come first. The others may differ by one edit
    for each four letters of `word` (insert, delete, replace, swap neighbors), at most three. Words
    of three letters may only have their letters swapped: nearly every code is one edit away.
    """
    originals = list(candidates)
    # One call over the joined words costs a tenth of a call for each.
    folded = fold("\n".join(originals)).split("\n") if originals else []
    target = fold(word)
    most = min(3, max(1, (len(target) + 1) // 4))
    letters = set(target)
    found = []
    for original, other in zip(originals, folded, strict=True):
        if abs(len(other) - len(target)) > most:
            continue
        # Two letters differ for one replacement: cheaper than counting edits, and never less.
        if len(letters.symmetric_difference(other)) > 2 * most:
            continue
        distance = _distance(target, other, most)
        if distance <= most and (len(target) > 3 or sorted(target) == sorted(other)):
            found.append((distance, -_same_start(target, other), original))
    # A name may stand in the list twice, for a two-letter and for a three-letter code.
    return list(dict.fromkeys(original for *_, original in sorted(found)))[:limit]


def fold(text: str) -> str:
    """Return `text` without case and punctuation."""
    return text.casefold().translate(_PUNCTUATION)


def _same_start(left: str, right: str) -> int:
    """Letters that two words share at their beginning; slips are rarer there than further on."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(left), len(right)))


def _distance(left: str, right: str, most: int) -> int:
    """Edits between two words, neighbors swapped counting as one; `most + 1` if there are more."""
    if left == right:
        return 0
    before: list[int] = []
    last = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
