"""Where in a text a pattern is worth trying: about the short strings without which it cannot match.

Looking for a dozen plain strings costs a few microseconds an article; most articles hold none of them.
"""

from collections.abc import Sequence


def windows(text: str, lower: str, stems: Sequence[str], before: int, after: int) -> list[tuple[int, int]]:
    """Stretches [start, end) of the text about the stems, in order and apart from each other; none where there is none.

    Args:
        text: the text.
        lower: the same in lower case; where that has another length (as with "İ") positions mean nothing, and all of
            the text is one stretch.
        stems: strings in lower case.
        before: characters that a match may start before a stem.
        after: characters that it may run on behind the stem's start.
    """
    at = []
    for stem in stems:
        position = lower.find(stem)
        while position >= 0:
            at.append(position)
            position = lower.find(stem, position + 1)
    if not at:
        return []
    if len(lower) != len(text):
        return [(0, len(text))]
    at.sort()
    found: list[tuple[int, int]] = []
    start, end = max(0, at[0] - before), at[0] + after
    for position in at[1:]:
        if position - before > end:
            found.append((start, min(end, len(text))))
            start = position - before
        end = position + after
    found.append((start, min(end, len(text))))
    return found
