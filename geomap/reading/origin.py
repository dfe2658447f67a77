"""Where an article came from, so that a failure can name its file, line or record."""

import re
from dataclasses import dataclass

from geomap.records import Article, Failure

_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> tuple[str, int]:
    """The text with every lone surrogate replaced by U+FFFD, one for one, and how many there were.

    JSON escapes and file names can hold halves of characters, which no encoding can write.
    """
    return _SURROGATE.subn("\ufffd", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A file, with a line (.jsonl, from 1) or a record (a list in .json, from 0) in it."""

    file: str
    line: int | None = None
    record: int | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file}, line {self.line}"
        return self.file if self.record is None else f"{self.file}, record {self.record}"

    def failure(self, reason: str, article_id: str | None = None) -> Failure:
        """The failure of the article that should have come from here; line breaks in the reason become spaces."""
        clean_id = None if article_id is None else without_surrogates(article_id)[0]
        return Failure(file=self.file, line=self.line, record=self.record, id=clean_id, reason=" ".join(reason.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """An article and its origin."""

    article: Article
    origin: Origin
