"""Run geomap on each part of a corpus with models that never saw that part.

A folder of models (see docs/training.md) holds `0` to `4`, `no-lgl` and `no-geowebnews`; each of them holds files under
their paths in this repository. Such a folder is laid over a copy of the program and of its tables, and that copy is
run as a user runs it. So everything learned is measured together, and nothing has to be chosen here.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geomap.codec import from_dict
from geomap.records import MappedArticle
from geomap.settings import load

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = "shipped"
TAGGER = "geomap/recognition/tagger/weights/network.tensors"
LEARNED = (  # what the training programs write, but for tables of words and of our own sentences
    TAGGER,
    "gazetteer/rules/recognition_second_look.tsv",
    "geomap/recognition/kinds/weights/kinds.tensors",
    "gazetteer/rules/resolution_home.tsv",
    "gazetteer/rules/resolution_weights.tsv",
    "gazetteer/rules/resolution_trees.tsv",
    "gazetteer/rules/resolution_near.tsv",
    "gazetteer/rules/nominal_weights.tsv",
)

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """How geomap is called.

    Attributes:
        command: "parse" or "resolve".
        settings: environment variables over the caller's own.
    """

    command: str
    settings: Mapping[str, str] = field(default_factory=dict)


class Workshop:
    """Copies of the program with other models, made once each in a scratch folder."""

    def __init__(self, scratch: Path, models: Path) -> None:
        self._scratch, self._models = scratch, models

    def replaced(self, kind: str) -> list[str]:
        """The files that every folder of models of a kind holds: "fold" ("0" to "4") or "corpus" ("no-lgl" ...).

        Raises:
            SystemExit: two folders hold different files, so that one of them would be measured with a model that has
                seen what it is measured on.
        """
        found: dict[str, list[str]] = {}
        for folder in sorted(path for path in self._models.iterdir() if path.is_dir()):
            # beside them lies `said`, what the taggers of the folds say of the news that they left out
            if folder.name.startswith("no-") if kind == "corpus" else folder.name.isdigit():
                files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
                found[folder.name] = files
        if not found and kind == "fold":
            sys.exit(f"{self._models} holds no models; a training program writes them with --fold-models")
        first = next(iter(found), "")
        for name, files in found.items():
            if files != found[first]:
                odd = sorted(set(files) ^ set(found[first]))
                sys.exit(f"{self._models}: {name} and {first} do not hold the same files: {', '.join(odd)}")
        return found.get(first, [])

    def has(self, model: str) -> bool:
        """Whether there is a folder of that name."""
        return (self._models / model).is_dir()

    def run(self, model: str, documents: Sequence[Document], run: Run) -> list[MappedArticle]:
        """What geomap with these models writes for the articles, in their order."""
        asked, answered = self._scratch / "asked.jsonl", self._scratch / "answered.jsonl"
        asked.write_text("".join(json.dumps(row) + "\n" for row in documents), encoding="utf-8")
        home = self._copy(model)
        command = [sys.executable, "-m", "geomap", run.command, str(asked), "-o", str(answered)]
        environment = {**os.environ, "PYTHONPATH": str(home), "GEOMAP_DATA": str(load().data), **run.settings}
        subprocess.run(command, check=True, cwd=home, env=environment)
        with answered.open(encoding="utf-8") as lines:
            return [from_dict(json.loads(line)) for line in lines]

    def _copy(self, model: str) -> Path:
        home = self._scratch / model
        if not home.exists():
            for part in ("geomap", "gazetteer"):
                shutil.copytree(ROOT / part, home / part, ignore=shutil.ignore_patterns("__pycache__"))
            if model != SHIPPED:
                shutil.copytree(self._models / model, home, dirs_exist_ok=True)
        return home


def cross_validated(
    workshop: Workshop, documents: Iterable[Document], folds: Mapping[str, str], run: Run
) -> dict[str, MappedArticle]:
    """Answers by article, each from the model that left out the article's fold."""
    parts: dict[str, list[Document]] = {}
    for row in documents:
        parts.setdefault(folds[row["id"]], []).append(row)
    found = {}
    for fold, rows in sorted(parts.items()):
        found |= {one.article.id: one for one in workshop.run(fold, rows, run)}
    return found


def by_one_model(workshop: Workshop, model: str, documents: Sequence[Document], run: Run) -> dict[str, MappedArticle]:
    """Answers by article, all from one model."""
    return {one.article.id: one for one in workshop.run(model, documents, run)}
