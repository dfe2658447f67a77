"""Mistakes as people read them: the text around, what was meant, what was answered, and why."""

from dataclasses import dataclass

from geomap.evaluation.gold import WORST_KM, GoldArticle, GoldToponym, error_km
from geomap.records import Place, Resolution, Span

AROUND = 45  # characters of text on each side
REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One wrong, missed or invented place.

    Attributes:
        article: its id.
        what: "wrong place", "missed" or "invented".
        text: the words around, the mention in brackets, line breaks as spaces.
        gold: what was meant; "" for an invented one.
        ours: what was answered; "" for a missed one.
        why: the answer's strongest reasons.
        probability: of the answer.
        error_km: distance of the answer from the gold point.
    """

    article: str
    what: str
    text: str
    gold: str = ""
    ours: str = ""
    why: tuple[str, ...] = ()
    probability: float = 0.0
    error_km: float = WORST_KM

    @property
    def rank(self) -> tuple[int, float, float, str, str]:
        """Sorts the worst first: confident wrong places, then invented ones, then missed ones."""
        order = ("wrong place", "invented", "missed").index(self.what)
        return order, -self.probability, -self.error_km, self.article, self.text

    def lines(self) -> list[str]:
        """For a terminal."""
        out = [f"{self.what}, article {self.article}: {self.text}"]
        if self.gold:
            out.append(f"    meant: {self.gold}")
        if self.ours:
            far = f", {self.error_km:,.0f} km off" if self.what == "wrong place" else ""
            out.append(f"    ours:  {self.ours}, probability {self.probability:.2f}{far}")
        if self.why:
            out.append(f"    why:   {'; '.join(self.why)}")
        return out


def _around(text: str, span: Span) -> str:
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return " ".join(f"…{before}[{text[span.start : span.end]}]{after}…".split())


def _gold(gold: GoldToponym) -> str:
    where = f"{gold.point.lon:.2f} E, {gold.point.lat:.2f} N" if gold.point else "no point"
    known = f", geonames:{gold.geoname_id}" if gold.geoname_id is not None else ""
    return f"{gold.name} ({where}{known})"


def _place(place: Place) -> str:
    parts = [place.name, place.admin1, place.country_code, place.feature_code, place.id]
    return ", ".join(part for part in parts if part)


def _why(answer: Resolution) -> tuple[str, ...]:
    best = answer.best
    return tuple(f"{one.note} ({one.weight:+.1f})" for one in best.evidence[:REASONS]) if best else ()


def missed(article: GoldArticle, gold: GoldToponym) -> Mistake:
    """A place of the gold that got no answer."""
    return Mistake(article=article.id, what="missed", text=_around(article.text, gold.span), gold=_gold(gold))


def invented(article: GoldArticle, answer: Resolution) -> Mistake:
    """An answer where the gold has no place."""
    place = answer.place
    return Mistake(
        article=article.id,
        what="invented",
        text=_around(article.text, answer.mention.span),
        ours=_place(place) if place else "",
        why=_why(answer),
        probability=answer.probability or 0.0,
    )


def wrong_place(article: GoldArticle, gold: GoldToponym, answer: Resolution) -> Mistake:
    """An answer that is not what the gold means."""
    place = answer.place
    return Mistake(
        article=article.id,
        what="wrong place",
        text=_around(article.text, gold.span),
        gold=_gold(gold),
        ours=_place(place) if place else "",
        why=_why(answer),
        probability=answer.probability or 0.0,
        error_km=error_km(gold, place),
    )
