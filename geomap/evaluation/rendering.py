"""A report in words and columns, for a terminal of 80 columns; and as JSON, with the protocol's own names."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from geomap.evaluation.calibration import Bin, Coverage
from geomap.evaluation.metrics import ResolutionScores, Scores, TextScores
from geomap.evaluation.mistakes import Mistake
from geomap.evaluation.report import GivenReport, TextReport
from geomap.evaluation.slices import Slice

Json = dict[str, Any]

_NAME = 38  # characters of a row's name
_CELL = 10

_TEXT = (
    ("same span", "recognition", "exact"),
    ("any overlap", "recognition_overlap", "overlap"),
    ("same span, demonyms counted in", "recognition_demonyms", "demonyms"),
    ("found and right within 161 km", "end_to_end_161", "end_to_end"),
)
_RESOLUTION = (
    ("right within 161 km", "acc@161", "acc161", 4),
    ("the same, or the country meant", "acc@161_country", "acc161_country", 4),
    ("answered", "answered", "answered", 4),
    ("median error, km", "median_km", "median_km", 1),
    ("mean error, km", "mean_km", "mean_km", 1),
    ("mean error, logarithmic (AUC)", "auc", "auc", 4),
    ("calibration error", "ece", "ece", 4),
    ("pairs that no other fold has", "new_pairs", "new_pairs", 0),
    ("right of these", "new_pairs_right", "new_pairs_right", 4),
)


def text_lines(report: TextReport) -> list[str]:
    """What was found in the raw text."""
    out = _head("From the text to places", ("P", "R", "F1"))
    out += [_row(name, _prf(getattr(report.scores, attribute))) for name, _, attribute in _TEXT]
    if report.exact_places is not None:
        out.append(_row("the same without approximate answers", _prf(report.exact_places.end_to_end)))
    out += slice_lines(report.kinds, answered="in gold")
    out += _mistakes("Found where the gold has nothing", report.invented)
    out += _mistakes("Not found, or found without a place", report.missed)
    return out


def given_lines(report: GivenReport) -> list[str]:
    """What was answered for the gold's spans."""
    if report.scores is None:
        return ["", "No gold mention has a point: resolution cannot be measured."]
    columns = ("all", "gazetteer") if report.exact_places is not None else ("",)
    out = _head("Resolution, spans given", columns)
    for name, _, attribute, digits in _RESOLUTION:
        values = [getattr(one, attribute) for one in (report.scores, report.exact_places) if one is not None]
        if values[0] is not None:
            out.append(_row(name, [_number(value, digits) for value in values]))
    out += coverage_lines(report.coverage)
    out += reliability_lines(report.reliability)
    for one in report.slices:
        out += slice_lines(one)
    out += _mistakes("Worst mistakes", report.wrong)
    return out


def coverage_lines(rows: Iterable[Coverage]) -> list[str]:
    """What a threshold keeps."""
    out = _head("Answers of probability ...", ("answered", "right"))
    return out + [_row(f"{one.probability:.2f} and more", [_share(one.answered), _share(one.right)]) for one in rows]


def reliability_lines(bins: Iterable[Bin]) -> list[str]:
    """Believed and right, bin by bin."""
    out = _head("Answers of probability ...", ("answers", "believed", "right"))
    return out + [
        _row(f"{one.low:.1f} to {one.high:.1f}", [f"{one.answers:,}", _share(one.believed), _share(one.right)])
        for one in bins
    ]


def slice_lines(one: Slice, answered: str = "answered") -> list[str]:
    """One slice as a table; the share in reach is left out where it was not asked."""
    reach = any(part.in_reach is not None for part in one.parts)
    columns = ["mentions", answered, "right", *(["in reach"] if reach else []), "believed"]
    out = _head(f"By {one.title}", columns, width=80 - _CELL * len(columns))
    for part in one.parts:
        cells = [f"{part.mentions:,}", _share(part.answered), _share(part.right)]
        cells += [_share(part.in_reach)] if reach else []
        out.append(_row(part.name, [*cells, _share(part.believed)], width=80 - _CELL * len(columns)))
    return out


def text_json(report: TextReport) -> Json:
    """Figures of the raw text."""
    return {
        **{name: _prf_json(getattr(report.scores, attribute)) for _, name, attribute in _TEXT},
        **_without(report.exact_places),
        "kinds": _slice_json(report.kinds),
        "mistakes": [asdict(one) for one in (*report.invented, *report.missed)],
    }


def given_json(report: GivenReport) -> Json:
    """Figures of given spans."""
    if report.scores is None:
        return {}
    figures = {"resolution": resolution_json(report.scores)}
    if report.exact_places is not None:
        figures["resolution_without_approximate"] = resolution_json(report.exact_places)
    return {
        **figures,
        "coverage": [_rounded(asdict(one)) for one in report.coverage],
        "reliability": [_rounded(asdict(one)) for one in report.reliability],
        "slices": [_slice_json(one) for one in report.slices],
        "mistakes": [asdict(one) for one in report.wrong],
    }


def resolution_json(scores: ResolutionScores) -> Json:
    """With the protocol's names and digits."""
    found = {name: getattr(scores, attribute) for _, name, attribute, _ in _RESOLUTION}
    digits = {name: digits for _, name, _, digits in _RESOLUTION}
    return {name: round(value, digits[name]) for name, value in found.items() if value is not None}


def _without(scores: TextScores | None) -> Json:
    return {} if scores is None else {"end_to_end_161_without_approximate": _prf_json(scores.end_to_end)}


def _slice_json(one: Slice) -> Json:
    return {"by": one.title, "parts": [_rounded(asdict(part)) for part in one.parts]}


def _rounded(row: Json) -> Json:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()}


def _prf_json(scores: Scores) -> Json:
    return {"p": round(scores.precision, 4), "r": round(scores.recall, 4), "f1": round(scores.f1, 4)}


def _prf(scores: Scores) -> list[str]:
    return [_share(scores.precision), _share(scores.recall), _share(scores.f1)]


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _head(title: str, columns: Sequence[str], width: int = _NAME) -> list[str]:
    return ["", _row(title, columns, width), "-" * (width + _CELL * len(columns))]


def _row(name: str, cells: Iterable[str], width: int = _NAME) -> str:
    return (f"{name[: width - 1]:{width}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)).rstrip()


def _mistakes(title: str, mistakes: Iterable[Mistake]) -> list[str]:
    lines = [line for one in mistakes for line in one.lines()]
    return ["", title, "-" * len(title), *lines] if lines else []
