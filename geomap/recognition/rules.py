"""The rules of recognition that are data: word lists, cues and patterns, as `CorrectedRecognizer` wants them.

Each comes from one table (`TABLES` says where); whoever reads them hands the rows to `recognition_rules`:

| table                                       | columns           | argument         |
|---------------------------------------------|-------------------|------------------|
| gazetteer/rules/recognition_words.tsv       | role word note    | words            |
| gazetteer/rules/recognition_common_words.tsv| word note         | common_words     |
| gazetteer/rules/recognition_boilerplate.tsv | where trigger pattern note | boilerplate |
| gazetteer/curated/never_places.tsv          | name kind note    | never_places     |
| gazetteer/curated/demonyms.tsv              | demonym reference note | demonyms    |
| gazetteer/curated/abbreviations.tsv         | abbreviation reference kind note | abbreviations |
| gazetteer/rules/recognition_second_look.tsv | evidence weight note | second_look     |
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geomap.errors import SettingsError
from geomap.names import key

Row = Sequence[str]

# Argument of `recognition_rules`: the table that it is read from, in the folder of tables.
TABLES = {
    "words": "rules/recognition_words.tsv",
    "common_words": "rules/recognition_common_words.tsv",
    "boilerplate": "rules/recognition_boilerplate.tsv",
    "never_places": "curated/never_places.tsv",
    "demonyms": "curated/demonyms.tsv",
    "abbreviations": "curated/abbreviations.tsv",
    "second_look": "rules/recognition_second_look.tsv",
}

ROLES = ("title", "given", "office", "street", "feature", "lead", "plural", "direction", "follower", "locator",
         "holder", "article", "speaker", "short", "municipal", "highway",
         "settlement", "street_only", "denier", "division")  # fmt: skip
AS_WRITTEN = frozenset({"division"})  # roles whose words keep their capitals
# What a second look at a name weighs; see second_look.py.
EVIDENCE = ("constant", "place", "person", "people", "plain_word", "goes_on", "located", "common", "at_home")
STANDS_ALONE = "initialism"  # kind of an abbreviation that needs no town before it
NO_STORY = "recognition_boilerplate.tsv"
PLACES_OF_BOILERPLATE = ("line", "inline")
MILD = "common_word"  # kind of a name that is no place unless the tagger itself says so


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionRules:
    """Everything that the correcting steps know of the language. All words are in small letters."""

    titles: frozenset[str]  # before a person's name: "mayor"
    given_names: frozenset[str]  # before a surname: "mustafa"
    offices: frozenset[str]  # after a place inside an organisation's name: "police"
    municipal: frozenset[str]  # the offices that even a small place has
    highways: frozenset[str]  # before a road's number
    settlements: frozenset[str]  # before "of" and a place: "town"
    sure_streets: frozenset[str]  # the words for streets that end no other name
    streets: frozenset[str]  # last word of a street's name
    features: frozenset[str]  # last word of a place's name: "county", "river"
    divisions: tuple[str, ...]  # last words of a division's name, as they are written: "Local Government Area"
    leads: frozenset[str]  # first word of a place's name: "lake", "fort"
    plurals: frozenset[str]  # after a list of names: "counties"
    directions: frozenset[str]  # narrows a place: "northern"
    followers: frozenset[str]  # somebody of that town: "woman", "police"
    locators: frozenset[str]  # before a place: "in", "near"
    holders: frozenset[str]  # before a place in an organisation's name: "of"
    deniers: frozenset[str]  # after a name that is then no place's: "virus"
    speakers: frozenset[str]  # what people do: "said"
    shorts: frozenset[str]  # short forms that keep their full stop: "ave"
    articled: frozenset[str]  # places whose name holds its article: The "hague"
    common_words: frozenset[str]  # words of the language that are also places: "reading"
    never_places: frozenset[str]  # as they are written: "Daesh", "Reuters"
    demonyms: frozenset[str]  # name keys: "syrian"
    abbreviations: frozenset[str]  # in their own letters, with and without full stops: "Ky.", "D.C.", "KY"
    initialisms: frozenset[str]  # countries and cities that stand alone: "US", "UAE"
    boilerplate_lines: re.Pattern[str]  # what is no part of the story, tried at the start of each line
    boilerplate_inline: tuple[tuple[str, re.Pattern[str]], ...]  # the same anywhere, if the text holds the first part
    second_look: tuple[float, ...]  # log odds that each of EVIDENCE adds


def recognition_rules(
    *,
    words: Iterable[Row],
    common_words: Iterable[Row],
    boilerplate: Iterable[Row],
    never_places: Iterable[Row],
    demonyms: Iterable[Row],
    abbreviations: Iterable[Row],
    second_look: Iterable[Row],
) -> RecognitionRules:
    """Rules from the rows of the tables named above, without their headings.

    Raises:
        SettingsError: a table holds a role or a pattern that nothing here understands.
    """
    roles: dict[str, set[str]] = defaultdict(set)
    for role, word, *_ in words:
        if role not in ROLES:
            raise SettingsError(f"recognition_words.tsv has role {role!r} for {word!r}; use one of {', '.join(ROLES)}")
        roles[role].add(word if role in AS_WRITTEN else word.casefold())
    short_forms, no_story = list(abbreviations), list(boilerplate)
    for where, _, pattern, *_ in no_story:
        if where not in PLACES_OF_BOILERPLATE:
            raise SettingsError(f"{NO_STORY} has where {where!r} for {pattern!r}; use line or inline")
    common = {row[0] for row in common_words}
    never: set[str] = set()
    for name, kind, *_ in never_places:
        (common if kind == MILD else never).add(name)
    return RecognitionRules(
        titles=frozenset(roles["title"]),
        given_names=frozenset(roles["given"]),
        offices=frozenset(roles["office"]),
        municipal=frozenset(roles["municipal"]),
        highways=frozenset(roles["highway"]),
        settlements=frozenset(roles["settlement"]),
        sure_streets=frozenset(roles["street_only"]),
        streets=frozenset(roles["street"]),
        features=frozenset(roles["feature"]),
        divisions=tuple(sorted(roles["division"])),
        leads=frozenset(roles["lead"]),
        plurals=frozenset(roles["plural"]),
        directions=frozenset(roles["direction"]),
        followers=frozenset(roles["follower"]),
        locators=frozenset(roles["locator"]),
        holders=frozenset(roles["holder"]),
        deniers=frozenset(roles["denier"]),
        speakers=frozenset(roles["speaker"]),
        shorts=frozenset(roles["short"]),
        articled=frozenset(roles["article"]),
        common_words=frozenset(word.casefold() for word in common),
        never_places=frozenset(never),
        demonyms=frozenset(key(row[0]) for row in demonyms),
        abbreviations=frozenset(name for name, _, kind, *_ in short_forms if kind != STANDS_ALONE),
        initialisms=frozenset(name for name, _, kind, *_ in short_forms if kind == STANDS_ALONE),
        boilerplate_lines=_alternatives(NO_STORY, [row[2] for row in no_story if row[0] == "line"], "(?:{})"),
        boilerplate_inline=tuple(
            (trigger, _alternatives(NO_STORY, [pattern], "{}"))
            for where, trigger, pattern, *_ in no_story
            if where == "inline"
        ),
        second_look=_weights(second_look),
    )


def _weights(rows: Iterable[Row]) -> tuple[float, ...]:
    found = {name: float(weight) for name, weight, *_ in rows}
    if set(found) != set(EVIDENCE):
        apart = ", ".join(sorted(set(found) ^ set(EVIDENCE)))
        raise SettingsError(f"recognition_second_look.tsv has too much or too little of this: {apart}")
    return tuple(found[name] for name in EVIDENCE)


def _alternatives(table: str, patterns: list[str], frame: str) -> re.Pattern[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as fault:
            message = f"{table} holds {pattern!r}, which is no regular expression ({fault}); correct that line"
            raise SettingsError(message) from fault
    return re.compile(frame.format("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)"), re.MULTILINE)
