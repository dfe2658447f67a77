"""Learn the near answer and write gazetteer/rules/resolution_near.tsv.

    python benchmarks/train_near.py CORPORA EVAL --rankers DIR [--dry]
    python benchmarks/train_near.py CORPORA EVAL --fold-models DIR

DIR holds rankers that have not seen a fold, as `train_resolution.py --fold-models DIR` writes them: each article is
resolved by the one that has not seen it, for what a ranker says of its own training texts is too good to learn from.
Learned from LGL (with and without the papers' learned homes) and GeoWebNews: annotated names without a candidate, or
with a doubtful one. Whether a name lies within 161 km of a place that its article names is a logistic regression; so
is, on unseen folds, how sure the likeliest place is. No random numbers.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from leaving_out import FOLDS, training_options
from logistic import Floats, error_in_bins, fit_logistic, probabilities
from resolution_corpora import folds_of, homes_of, table_of

from geomap.errors import GazetteerError
from geomap.evaluation.gold import RIGHT_KM, GoldArticle, NameTables, gold_article, is_right
from geomap.geodesy import distance_m
from geomap.lookup.sqlite_gazetteer import SqliteGazetteer
from geomap.records import GIVEN, Article, Mention, PublisherHome, Resolution
from geomap.resolution.cues import Cues, parse_cues
from geomap.resolution.home import HomeLearner
from geomap.resolution.home_model import parse_home_model
from geomap.resolution.model import parse_model
from geomap.resolution.near import Likeliest, NearAnswer, calibration_row, likeliest, open_name, radius_m, share_close
from geomap.resolution.near_model import CALIBRATION, FEATURES, HEAD, NearModel, Radius
from geomap.resolution.near_scene import Scene, Spots
from geomap.resolution.resolver import Resolver
from geomap.settings import load
from geomap.wiring import Tables, ensure_gazetteer

ROOT = Path(__file__).parent.parent
TABLE = Path("gazetteer/rules/resolution_near.tsv")
CORPORA = ("lgl", "lgl at home", "geowebnews")
OPEN_BELOW = 0.6  # a surer answer of the gazetteer is never outdone
LEAST = 0.3  # a less sure near answer helps nobody
LEAST_FOUND = 0.5  # where the recogniser found the name
BANDS = (0.6, 0.33, 0.0)  # shares of an article's places within 40 km that have a radius of their own
WITHIN = 0.8  # share of the right answers that lie within the radius
MEANINGS = {
    "constant": "",
    "share_161": "share of the article's other places within 161 km",
    "near_161": "the same, near ones in the text counted more",
    "share_40": "share of the article's other places within 40 km",
    "country": "share of the article's other names in the same country",
    "home": "closeness to the publisher's home, by the logarithm of the distance, times its probability",
    "home_known": "a home is known",
    "comma": "named behind the name's comma",
    "inside_name": "its name is part of the name",
    "few": "how few other places the article names",
    "best": "probability of the gazetteer's best answer",
    "log_odds": "of the likeliest place",
    "unknown": "the gazetteer has no candidate",
    "open_below": "set by hand: less probable answers of the gazetteer may be outdone",
    "least": "set by hand: less probable near answers are not given",
    "least_found": "set by hand: the same where the recogniser found the name",
}
NOTHING = NearModel(
    weights=np.zeros(len(FEATURES)),
    calibration=np.zeros(len(CALIBRATION)),
    radii=(Radius(0.0, 0.0),),
    open_below=OPEN_BELOW,
    least=1.0,
    least_found=1.0,
)


@dataclass(slots=True, kw_only=True)
class Mentioned:
    """An annotated name, as the resolver answered for it."""

    corpus: str
    fold: str
    probability: float  # of the gazetteer's best answer, 0 without one
    right: bool  # whether that is right
    spots: Spots | None = None  # where it is open
    km: Floats = field(default_factory=lambda: np.zeros(0))  # from each spot to the gold place

    def likeliest(self, weights: Floats) -> Likeliest | None:
        """The likeliest spot."""
        return None if self.spots is None else likeliest(self.spots, weights)


class Watching(NearAnswer):
    """Answers nothing, and keeps what it was asked."""

    def __init__(self, cues: Cues) -> None:
        super().__init__(NOTHING, cues)
        self.asked: dict[int, tuple[Scene, Spots]] = {}  # by the start of the name

    def answers(
        self, resolutions: Sequence[Resolution], scene: Scene, called: Callable[[str], str]
    ) -> list[Resolution]:
        """See NearAnswer."""
        del called
        spots = scene.common_spots([open_name(resolution) for resolution in resolutions])
        for resolution in resolutions:
            self.asked[resolution.mention.span.start] = scene, spots
        return list(resolutions)


@dataclass(frozen=True, slots=True)
class Reader:
    """Resolves annotated articles with rankers that have not seen them."""

    resolvers: Mapping[str, Resolver]
    watching: Watching
    tables: NameTables

    def read(self, corpus: str, fold: str, gold: GoldArticle, home: PublisherHome | None) -> Iterable[Mentioned]:
        """The article's annotated names."""
        golds = [one for one in gold.toponyms if one.point is not None]
        mentions = tuple(
            Mention(span=one.span, text=gold.text[one.span.start : one.span.end], recognizer=GIVEN) for one in golds
        )
        spans = tuple(mention.span for mention in mentions)
        article = Article(id=gold.id, text=gold.text, toponyms=spans, learned_home=home)
        self.watching.asked.clear()
        for one, answer in zip(golds, self.resolvers[fold].resolve(article, mentions), strict=True):
            found = Mentioned(
                corpus=corpus,
                fold=fold,
                probability=answer.probability or 0.0,
                right=is_right(one, answer.place, self.tables),
            )
            if one.span.start in self.watching.asked and one.point is not None:
                scene, found.spots = self.watching.asked[one.span.start]
                places = [scene.places[place] for place in found.spots.places]
                found.km = np.array([distance_m(one.point, place.point) / 1000.0 for place in places])
            yield found


def fit(seen: Sequence[Mentioned]) -> Floats:
    """Weights of the FEATURES; the places of one name count together as little more than one."""
    wanted = [(one, one.spots) for one in seen if one.spots is not None and len(one.km)]
    rows = np.concatenate([spots.rows for _, spots in wanted])
    hits = np.concatenate([one.km <= RIGHT_KM for one, _ in wanted]).astype(np.float64)
    counts = np.concatenate([np.full(len(one.km), len(one.km) ** -0.5) for one, _ in wanted])
    return fit_logistic(rows, hits, counts)


@dataclass(slots=True)
class Chosen:
    """What the weights chose for open names that they were not fitted to."""

    rows: list[Floats] = field(default_factory=list)
    hits: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    km: list[float] = field(default_factory=list)

    def add(self, mentioned: Iterable[Mentioned], weights: Floats) -> None:
        """Choose for these names."""
        for one in mentioned:
            found = one.likeliest(weights)
            if found is not None:
                km = float(one.km[found.spot])
                self.rows.append(calibration_row(found.log_odds, one.probability))
                self.hits.append(float(km <= RIGHT_KM))
                self.shares.append(share_close(found.row))
                self.km.append(km)

    def radii(self) -> tuple[Radius, ...]:
        """For each band the distance within which most of the right answers lie."""
        found = []
        for low, high in zip(BANDS, (np.inf, *BANDS), strict=False):
            km = [k for k, share in zip(self.km, self.shares, strict=True) if low <= share < high and k <= RIGHT_KM]
            found.append(Radius(low, 1000.0 * round(float(np.quantile(km, WITHIN))) if km else RIGHT_KM * 1000.0))
        return tuple(found)


def learn(seen: Sequence[Mentioned]) -> NearModel:
    """The model of these names: weights fitted to all of them, the rest to what each fold's others say of it."""
    chosen = Chosen()
    for fold in sorted({one.fold for one in seen}):
        others = fit([one for one in seen if one.fold != fold])
        chosen.add((one for one in seen if one.fold == fold), others)
    calibration = fit_logistic(np.array(chosen.rows), np.array(chosen.hits), np.ones(len(chosen.hits)))
    return NearModel(
        weights=fit(seen),
        calibration=calibration,
        radii=chosen.radii(),
        open_below=OPEN_BELOW,
        least=LEAST,
        least_found=LEAST_FOUND,
    )


def tell(mentioned: Sequence[Mentioned], models: Mapping[str, NearModel]) -> None:
    """Print figures on unseen folds."""
    for corpus in CORPORA:
        here = [one for one in mentioned if one.corpus == corpus]
        p, hits, given, within = [], [], 0, []
        for one in here:
            model, probability, hit = models[one.fold], one.probability, one.right
            found = one.likeliest(model.weights)
            if found is not None:
                row = calibration_row(found.log_odds, one.probability)
                near = float(probabilities(row[None, :], model.calibration)[0])
                if near >= model.least and near > probability:
                    km = float(one.km[found.spot])
                    probability, hit, given = near, km <= RIGHT_KM, given + 1
                    within.append((hit, km * 1000 <= radius_m(found.row, model)))
            p.append(probability)
            hits.append(float(hit))
        answered = np.array(p) > 0
        error = error_in_bins(np.array(p)[answered], np.array(hits)[answered], np.ones(int(answered.sum())))
        right = [inside for hit, inside in within if hit]
        print(
            f"{corpus:12} right {np.mean([one.right for one in here]):.4f} without, {np.mean(hits):.4f} with "
            f"{given} near answers, of which {len(right) / max(given, 1):.3f} are right, of which "
            f"{np.mean(right):.3f} lie within the radius; calibration error {error:.4f}"
        )


def write(path: Path, model: NearModel, fingerprint: str) -> None:
    """Write the table that `parse_near_model` reads."""
    weights = zip(FEATURES, model.weights.tolist(), strict=True)
    calibration = zip(CALIBRATION, model.calibration.tolist(), strict=True)
    limits = (("open_below", model.open_below), ("least", model.least), ("least_found", model.least_found))
    lines = [
        "# The near answer, learned by benchmarks/train_near.py from LGL and GeoWebNews with the gazetteer",
        f"# {fingerprint[:16]}. weight: what one unit adds to the log odds that a name lies within 161 km of a place",
        "# that its article names; calibrate: of the likeliest place; radius: metres, by least share within 40 km.",
        HEAD,
        *(f"weight\t{name}\t{value:.4f}\t{MEANINGS[name]}" for name, value in weights),
        *(f"calibrate\t{name}\t{value:.4f}\t{MEANINGS[name]}" for name, value in calibration),
        *(
            f"radius\t{each.share:g}\t{each.radius_m:.0f}\tfour in five right answers lie within it"
            for each in model.radii
        ),
        *(f"set\t{name}\t{value:g}\t{MEANINGS[name]}" for name, value in limits),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_corpora(args: argparse.Namespace, gazetteer: SqliteGazetteer, rankers: Path) -> list[Mentioned]:
    """All annotated names, each resolved by the ranker that has not seen it."""
    with (ROOT / "gazetteer/rules/resolution_cues.tsv").open(encoding="utf-8") as lines:
        cues = parse_cues(lines)
    with (ROOT / "gazetteer/rules/resolution_home.tsv").open(encoding="utf-8") as lines:
        learner = HomeLearner(gazetteer, cues, parse_home_model(lines))
    watching, resolvers = Watching(cues), {}
    for fold in FOLDS:
        rules = Tables(rankers / fold / "gazetteer/rules")
        try:
            model = parse_model(rules.lines("resolution_weights.tsv"), rules.lines("resolution_trees.tsv"))
        except GazetteerError as reason:
            sys.exit(f"no ranker without fold {fold} ({reason}); train_resolution.py --fold-models {rankers} makes it")
        resolvers[fold] = Resolver(gazetteer, model, cues, near=watching)
    evaluation = args.evaluation
    tables = NameTables.of(table_of(evaluation / "country_names.tsv"), table_of(evaluation / "demonyms.tsv"))
    reader, folds = Reader(resolvers, watching, tables), folds_of(evaluation / "folds.tsv")
    found: list[Mentioned] = []
    for corpus in ("lgl", "geowebnews"):
        with (args.corpora / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
            golds = [gold_article(json.loads(line)) for line in lines]
        homes = homes_of(golds, learner) if corpus == "lgl" else {}
        for gold in golds:
            found += reader.read(corpus, folds[corpus, gold.id], gold, None)
            if corpus == "lgl":
                found += reader.read("lgl at home", folds[corpus, gold.id], gold, homes.get(gold.id))
    return found


def main() -> None:
    """See the module's text."""
    cli = training_options(__doc__)
    cli.add_argument("--rankers", type=Path, metavar="DIR", default=ROOT / "output/fold-models")
    args = cli.parse_args()
    gazetteer = SqliteGazetteer(ensure_gazetteer(load()))
    mentioned = read_corpora(args, gazetteer, args.fold_models or args.rankers)
    left_out: dict[str, Callable[[Mentioned], bool]] = {
        **{fold: lambda one, fold=fold: one.fold == fold for fold in FOLDS},  # type: ignore[misc] # a default binds it
        "no-lgl": lambda one: one.corpus != "geowebnews",
        "no-geowebnews": lambda one: one.corpus == "geowebnews",
    }
    models = {name: learn([one for one in mentioned if not out(one)]) for name, out in left_out.items()}
    tell(mentioned, models)
    if args.fold_models is not None:
        for name, model in models.items():
            write(args.fold_models / name / TABLE, model, gazetteer.fingerprint)
    elif not args.dry:
        write(ROOT / TABLE, learn(mentioned), gazetteer.fingerprint)


if __name__ == "__main__":
    main()
