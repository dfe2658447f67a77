"""What training programs share: their options, and the parts of the corpora that each fold model has to do without."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

FOLDS = tuple("01234")  # of folds.tsv
NEWS = ("lgl", "geowebnews")  # the corpora that are left out as a whole, too


def training_options(about: str | None, dry: str = "print the figures, write nothing") -> argparse.ArgumentParser:
    """A command line with the corpora, the folder of folds.tsv, --dry and --fold-models."""
    cli = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("corpora", type=Path)
    cli.add_argument("evaluation", type=Path)
    cli.add_argument("--dry", action="store_true", help=dry)
    cli.add_argument(
        "--fold-models", type=Path, metavar="DIR", help="write models that each leave out a part, into DIR"
    )
    return cli


def left_out() -> dict[str, Callable[[str, str], bool]]:
    """By the name of each fold model, whether it has to do without a row of a corpus and a fold."""

    def of_fold(fold: str, _: str, row: str) -> bool:
        return row == fold

    def of_corpus(left: str, corpus: str, _: str) -> bool:
        return corpus == left

    return {fold: partial(of_fold, fold) for fold in FOLDS} | {f"no-{one}": partial(of_corpus, one) for one in NEWS}
