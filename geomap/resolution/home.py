"""Where a publisher sits, learned from what its articles name and from nothing else.

Local news names its surroundings again and again, mostly places that nobody further away would name. No annotation, no
text and no ranker is needed: names alone, so that a look at a thousand articles takes less than a second.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geomap.geodesy import Floats
from geomap.names import cached_key
from geomap.ports import Gazetteer
from geomap.records import Match, Place, PublisherHome
from geomap.resolution.ballot import Ballot, Votes, votes_of
from geomap.resolution.cues import Cues
from geomap.resolution.home_model import HomeModel, log_odds
from geomap.resolution.naming import candidates_for
from geomap.resolution.publishers import ARTICLES, NAMES

LEAST_ARTICLES = 3  # fewer tell of their own subjects, not of a publisher
CANDIDATES = 120  # of a name
KEPT_NAMES = 20_000

# Chosen on LGL by newspaper (85 publishers), where the figures are flat around them.
_IN_DOMAIN = 2.5  # how much more a town counts whose name is in the domain: "parisbeacon.com"
_SHORTEST = 5  # letters of such a name
_ABROAD = 0.15  # how likely a place is outside the country of the domain's ending
_SOME = 0.1  # votes that an article must have for the home to count as one that names places there
_MARGIN = 4.0  # a greater one says no more

# Country endings that are sold to everybody, and the one that is no ISO code.
_SOLD = frozenset({"ai", "cc", "co", "eu", "fm", "gg", "io", "ly", "me", "to", "tv", "us", "ws"})
_ISO = {"uk": "GB"}


@dataclass(frozen=True, slots=True)
class Support:
    """The likeliest home and what speaks for it, in the columns of home_model.FEATURES."""

    place: Place
    row: Floats
    articles: int  # that name places there
    mentions: int  # of such places


def country_of(domain: str) -> str:
    """ISO code of the country whose ending a web domain bears; "" for none.

    >>> country_of("lfpress.ca"), country_of("thisisoxfordshire.co.uk"), country_of("example.com"), country_of("x.io")
    ('CA', 'GB', '', '')
    """
    ending = domain.rsplit(".", 1)[-1].lower()
    if len(ending) != 2 or not ending.isalpha() or ending in _SOLD:
        return ""
    return _ISO.get(ending, ending.upper())


class HomeLearner:
    """Learns the homes of publishers. Cheap to call many times; safe to call from several threads."""

    def __init__(self, gazetteer: Gazetteer, cues: Cues, model: HomeModel) -> None:
        """Put a learner together.

        Args:
            gazetteer: names to candidates.
            cues: words for kinds of places within names.
            model: what makes support into a probability.
        """
        self._gazetteer, self._cues, self._model = gazetteer, cues, model
        self._votes = lru_cache(maxsize=KEPT_NAMES)(self._find_votes)

    def learn(self, domain: str, articles: Sequence[Sequence[str]]) -> PublisherHome | None:
        """The home of a publisher; None when there is too little to learn from, or nothing sure.

        Args:
            domain: the publisher's web domain.
            articles: the names of places in each of its articles, in the order of the text; the first ARTICLES of those
                with a name count.
        """
        support = self.support(domain, articles)
        if support is None or support.articles < LEAST_ARTICLES:
            return None
        probability = 1.0 / (1.0 + math.exp(-log_odds(self._model, support.row)))
        if probability < self._model.least:
            return None
        return PublisherHome(
            domain=domain,
            place=support.place,
            probability=round(probability, 4),
            articles=support.articles,
            mentions=support.mentions,
        )

    def support(self, domain: str, articles: Sequence[Sequence[str]]) -> Support | None:
        """The likeliest home, however unsure, and what speaks for it; None when no name lies in a division."""
        spelt: dict[str, str] = {}
        named: list[list[str]] = []
        for article in articles:
            keys = {cached_key(name): name for name in article[:NAMES]}
            known = [key for key, name in keys.items() if self._votes(spelt.setdefault(key, name)) is not None]
            if known:
                named.append(known)
            if len(named) == ARTICLES:
                break
        number = {key: i for i, key in enumerate(dict.fromkeys(key for article in named for key in article))}
        votes = [found for key in number if (found := self._votes(spelt[key])) is not None]
        if not any(any(each.first) for each in votes):
            return None
        present = np.zeros((len(named), len(number)))
        for row, article in enumerate(named):
            present[row, [number[key] for key in article]] = 1.0
        ballot = Ballot.of(votes, present)
        _read_domain(domain, list(number), ballot)
        ballot.count()
        return _winner(ballot)

    def _find_votes(self, name: str) -> Votes | None:
        found = [one for one in candidates_for(name, self._gazetteer, self._cues) if one.match is not Match.DEMONYM]
        places = tuple(one.place for one in found[:CANDIDATES])
        return votes_of(places) if places else None


def _read_domain(domain: str, keys: Sequence[str], ballot: Ballot) -> None:
    """What the web domain says: the country of its ending, a town's name in it."""
    if ending := country_of(domain):
        ballot.heard = np.where(ballot.country == ending, ballot.heard, ballot.heard * _ABROAD)
    label = domain.rsplit(".", 1)[0].replace(".", "").replace("-", "").casefold()
    inside = np.array([len(key) >= _SHORTEST and key.replace(" ", "") in label for key in keys])
    ballot.vote = np.where(inside[ballot.name] & ballot.settled, ballot.vote * _IN_DOMAIN, ballot.vote)


def _winner(ballot: Ballot) -> Support:
    total = ballot.by_article.sum(axis=0)
    home, *others = np.argsort(-total, kind="stable").tolist()
    most, next_most = float(total[home]), float(total[others[0]])
    articles = int((ballot.by_article[:, home] > _SOME).sum())
    row = np.array(
        [
            1.0,
            math.log(most / float(total.sum())),
            min(math.log(most / max(next_most, 1e-6)), _MARGIN),
            math.log(most),
            articles / len(ballot.by_article),
        ]
    )
    return Support(place=ballot.town(home), row=row, articles=articles, mentions=ballot.mentions(home))
