"""Files of annotated articles, read for `geomap evaluate`."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from geomap.cli.failures import FailureLog
from geomap.cli.terminal import Warnings
from geomap.errors import GeomapError, InputError
from geomap.evaluation.folds import folds_of
from geomap.evaluation.gold import GoldArticle, NameTables, gold_article
from geomap.reading import fields, json_lines
from geomap.reading.files import reason, shown
from geomap.reading.origin import Origin, Sourced


@dataclass(slots=True)
class GoldFile:
    """One corpus.

    Attributes:
        name: as it was given.
        corpus: the corpus's name: its articles' field `corpus`, or the file's name without its ending.
        golds: what is annotated.
        sources: the same articles as they are mapped, with the annotated spans as the ones to resolve.
    """

    name: str
    corpus: str
    golds: list[GoldArticle] = field(default_factory=list)
    sources: list[Sourced] = field(default_factory=list)


def read_gold(path: str, log: FailureLog) -> GoldFile:
    """The annotated articles of a file; lines that cannot be used go to the log."""
    found = GoldFile(name=path, corpus=Path(path).stem)
    seen: set[str] = set()
    warnings = Warnings()
    whole = Origin(file=shown(path))
    failures = log.count
    try:
        with Path(path).open("rb") as stream:
            for number, line in json_lines.lines(stream, None):
                here = Origin(file=whole.file, line=number)
                try:
                    if isinstance(line, InputError):
                        raise line
                    _add(found, fields.parse(line), here, seen, warnings)
                except GeomapError as error:
                    log.add(here.failure(str(error)))
    except OSError as error:
        log.add(whole.failure(reason(error)))
    except InputError as error:
        log.add(whole.failure(str(error)))
    if not found.golds and log.count == failures:
        log.add(whole.failure("is empty"))
    warnings.finish()
    return found


def _add(found: GoldFile, document: Any, here: Origin, seen: set[str], warnings: Warnings) -> None:
    article = fields.article_of(document, str(here.line), with_toponyms=True, warn=warnings.warn)
    if article.id in seen:  # predictions are told apart by their ids
        article = replace(article, id=f"{article.id} (line {here.line})")
    gold = gold_article({**document, "id": article.id, "text": article.text})
    if not found.golds and isinstance(document.get("corpus"), str):
        found.corpus = document["corpus"]
    seen.add(article.id)
    found.golds.append(gold)
    found.sources.append(Sourced(article=article, origin=here))


def read_folds(path: str, corpus: str) -> dict[str, str]:
    """Fold of each article of the corpus.

    Raises:
        InputError: the file cannot be read, or does not hold the corpus.
    """
    folds = folds_of(_text(path).splitlines(), corpus)
    if not folds:
        raise InputError(
            f"{shown(path)}: holds no article of the corpus {json.dumps(corpus)}: its first column names it"
        )
    return folds


def read_names(folder: str) -> NameTables:
    """What counts as a country's name and as a demonym, from two tables of name, tab, ISO code.

    Raises:
        InputError: a table cannot be read, or a line has other than two cells.
    """
    return NameTables.of(_pairs(f"{folder}/country_names.tsv"), _pairs(f"{folder}/demonyms.tsv"))


def _pairs(path: str) -> dict[str, str]:
    pairs = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != 2:
                raise InputError(f"{shown(path)}, line {number}: holds {len(cells)} cells; it needs a name and a code")
            pairs[cells[0]] = cells[1].strip()
    return pairs


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{shown(path)}: {reason(error)}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{shown(path)}: is not UTF-8 text ({error.reason} at byte {error.start})") from error
