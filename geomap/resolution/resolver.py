"""Toponym resolution: two passes over an article, each seeing what the one before made of its other names."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.errors import GeocoderError, GeocoderUnavailable
from geomap.geodesy import Floats, distance_m
from geomap.names import cached_key
from geomap.ports import Gazetteer, Geocoder
from geomap.records import Article, Mention, Place, Resolution, ScoredCandidate, Status
from geomap.resolution.blocks import NameBlock, make_block
from geomap.resolution.conventions import Twins, settle
from geomap.resolution.cues import Cues
from geomap.resolution.evidence import add_context, fixed_features
from geomap.resolution.explain import convention, family_weights, reasons, reasons_wanted, sole
from geomap.resolution.known_home import Home
from geomap.resolution.layout import Layout, Occurrence, lay_out
from geomap.resolution.model import PASSES, ResolutionModel, calibrated, calibration_rows
from geomap.resolution.naming import candidates_for, kinds_in
from geomap.resolution.near import NearAnswer
from geomap.resolution.near_scene import Scene, picks_of
from geomap.resolution.pinned import Pin, pin, pinned_groups
from geomap.resolution.prepare import occurrences, windows
from geomap.resolution.table import Table, make_table
from geomap.resolution.view import View

KEPT = 8  # candidates of a resolution, best first
NOTHING_CHOSEN: Mapping[int, str] = MappingProxyType({})
KEPT_NAMES = 20_000  # names whose arrays are kept between articles


class _Window(NamedTuple):
    """A stretch of an article when its names are resolved."""

    text: str
    layout: Layout
    seen: View | None  # None where the gazetteer knows none of its names
    home: Home | None


class _Judged(NamedTuple):
    """An article after its last pass."""

    seen: View
    unsettled: Floats  # probabilities before the conventions
    weights: list[list[float]]  # of the families of evidence, for each row against its rivals
    log_odds: Floats  # of each group's best row, calibrated
    order: NDArray[np.intp]  # rows, best first within each group
    twins: dict[int, Twins]  # by first row of their group


class Resolver:
    """Chooses places for mentions. Cheap to call many times; safe to call from several threads."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        model: ResolutionModel,
        cues: Cues,
        *,
        geocoder: Geocoder | None = None,
        near: NearAnswer | None = None,
        warn: Callable[[str], None] | None = None,
    ) -> None:
        """Put a resolver together.

        Args:
            gazetteer: names to candidates.
            model: the learned weights, see `parse_model`.
            cues: words beside names, see `parse_cues`.
            geocoder: asked for names that the gazetteer lacks; None: never.
            near: gives names that the gazetteer lacks an approximate place; None: they stay not found.
            warn: told once, in a sentence, when the geocoder fails; its names stay not found.
        """
        self._gazetteer, self._model, self._cues, self._geocoder = gazetteer, model, cues, geocoder
        self._near = near
        self._warn = warn
        self._warned = False
        self._block = lru_cache(maxsize=KEPT_NAMES)(self._make_block)
        self._called = lru_cache(maxsize=KEPT_NAMES)(self._name_of)

    def resolve(
        self, article: Article, mentions: tuple[Mention, ...], chosen: Mapping[int, str] = NOTHING_CHOSEN
    ) -> tuple[Resolution, ...]:
        """One resolution a mention, in their order; `chosen` holds ids of places that a person chose, by mention.

        Where `article.toponyms` is set, the mentions are spans that somebody asked for and the article's other names
        are looked for as context; otherwise the mentions are all there is.
        """
        answers: list[Resolution] = [Resolution(mention=mention, status=Status.NOT_FOUND) for mention in mentions]
        home = Home.of(self._home(article.home), article.learned_home)
        blocks = self._blocks()
        for window in windows(occurrences(article, mentions, self._gazetteer, self._cues)):
            layout = lay_out(article.text, window, blocks, self._cues)
            table = make_table(layout, home) if layout.groups else None
            seen = self._answer(table, pinned_groups(table, chosen), mentions, answers) if table is not None else None
            if self._near is not None:
                self._look_near(self._near, _Window(article.text, layout, seen, home), answers)
        return tuple(answers)

    def _answer(
        self, table: Table, pins: Sequence[Pin], mentions: Sequence[Mention], answers: list[Resolution]
    ) -> View:
        layout, judged = table.layout, self._judged(table, pins)
        made: dict[int, tuple[Status, tuple[ScoredCandidate, ...]]] = {}
        for occurrence, group in zip(layout.occurrences, layout.group_of, strict=True):
            if occurrence.mention >= 0 and group >= 0:
                if group not in made:
                    made[group] = self._ranked(judged, group)
                status, ranked = made[group]
                answers[occurrence.mention] = Resolution(
                    mention=mentions[occurrence.mention], status=status, ranked=ranked
                )
        return judged.seen

    def _look_near(self, near: NearAnswer, window: _Window, answers: list[Resolution]) -> None:
        """Give the open ones among the answers an approximate place where that is likelier."""
        text, layout, seen, home = window
        wanted: dict[str, list[int]] = {}  # mentions by their name
        for occurrence in layout.occurrences:
            if occurrence.mention >= 0 and near.is_open(answers[occurrence.mention]):
                wanted.setdefault(cached_key(occurrence.name), []).append(occurrence.mention)
        if not wanted:
            return
        scene = Scene(text, picks_of(layout, seen) if seen is not None else (), home)
        for mentions in wanted.values():
            found = near.answers([answers[mention] for mention in mentions], scene, self._called)
            for mention, answer in zip(mentions, found, strict=True):
                answers[mention] = answer

    def _judged(self, table: Table, pins: Sequence[Pin]) -> _Judged:
        """The passes, each of which sees what the one before made of the article's other names."""
        ranker = self._model.ranker
        features = fixed_features(table)
        unsettled = p = np.zeros(len(table.group))
        for step in range(len(PASSES)):
            if step:
                add_context(table, p, features)
            unsettled, considered = ranker.probabilities(features, step, table.starts, table.group)
            p = unsettled.copy()
            for start, pair in table.twins:
                settle(p, start, pair)
            pin(p, pins)
        order = np.lexsort((-p, table.group))
        best = order[table.starts]
        parts = ranker.parts(features, considered)
        return _Judged(
            seen=View(table, features, p, best, self._called),
            unsettled=unsettled,
            weights=family_weights(parts, p, table, best).tolist(),
            log_odds=calibration_rows(table, p, features, best) @ self._model.calibration,
            order=order,
            twins=dict(table.twins),
        )

    def _ranked(self, judged: _Judged, group: int) -> tuple[Status, tuple[ScoredCandidate, ...]]:
        seen = judged.seen
        part = seen.table.rows(group)
        block = seen.table.groups[group].block
        order = judged.order[part][:KEPT].tolist()
        log_odds = float(judged.log_odds[group])
        pair = judged.twins.get(part.start)
        ranked = []
        probabilities = calibrated(seen.p[order], log_odds).tolist()
        for rank, (row, p) in enumerate(zip(order, probabilities, strict=True)):
            candidate = block.candidates[row - part.start]
            if part.stop - part.start == 1:
                why = sole(log_odds, candidate.place, self._called)
            else:
                settled = (
                    convention(judged.unsettled[part], seen.p[part], row - part.start, pair) if pair is not None else ()
                )
                why = reasons(seen, row, judged.weights[row], reasons_wanted(rank, p), settled)
            ranked.append(ScoredCandidate(candidate=candidate, probability=round(p, 6), evidence=why))
        return self._status(ranked), tuple(ranked)

    def _status(self, ranked: Sequence[ScoredCandidate]) -> Status:
        best, model = ranked[0], self._model
        if best.probability < model.ambiguous_below:
            return Status.AMBIGUOUS
        for rival in ranked[1:]:
            if rival.probability < model.tie * best.probability:
                break
            if distance_m(best.candidate.place.point, rival.candidate.place.point) > model.tie_m:
                return Status.AMBIGUOUS
        return Status.RESOLVED

    def _home(self, home: str | None) -> Place | None:
        found = self._gazetteer.candidates(home) if home else ()
        return found[0].place if found else None

    def _blocks(self) -> Callable[[Occurrence], NameBlock | None]:
        """Look-up for one article; the geocoder's answers are kept no longer, it may be back for the next one."""
        geocoded: dict[str, NameBlock | None] = {}

        def block_of(occurrence: Occurrence) -> NameBlock | None:
            block = self._block(occurrence.name)
            if block is None and occurrence.mention >= 0 and self._geocoder is not None:
                if occurrence.name not in geocoded:
                    geocoded[occurrence.name] = self._geocoded(occurrence.name, self._geocoder)
                return geocoded[occurrence.name]
            return block

        return block_of

    def _make_block(self, name: str) -> NameBlock | None:
        found = candidates_for(name, self._gazetteer, self._cues)
        return make_block(name, found, kinds_in(name, self._cues)) if found else None

    def _name_of(self, code: str) -> str:
        place = self._gazetteer.referenced(code)
        return place.name if place else code

    def _geocoded(self, name: str, geocoder: Geocoder) -> NameBlock | None:
        try:
            found = geocoder.geocode(name)
        except GeocoderUnavailable as reason:
            self._tell(f"the geocoder is not available ({reason}); names that the gazetteer lacks stay not found")
        except GeocoderError as reason:
            self._tell(f"the geocoder's answer cannot be used ({reason}); such names stay not found")
        else:
            return make_block(name, found) if found else None
        return None

    def _tell(self, warning: str) -> None:
        if self._warn is not None and not self._warned:
            self._warned = True
            self._warn(warning)
