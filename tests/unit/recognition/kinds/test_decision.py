import numpy as np

from geomap.recognition.kinds.decision import with_metonyms
from geomap.recognition.page import Draft
from geomap.records import Kind


class Asked:
    """Says the same of every mention, and remembers which it was asked for."""

    def __init__(self, *row):
        self.row, self.names = row, []

    def probabilities(self, seen):
        self.names += [context.name for context in seen]
        return np.array([self.row] * len(seen), dtype=np.float32).reshape(-1, 4)


def drafts(text, *names, kind=Kind.LITERAL, source="md"):
    return [Draft(text.index(name), text.index(name) + len(name), kind, "GPE", source) for name in names]


def kinds(page, text, found, *row):
    (told,) = with_metonyms([(page(text), found)], Asked(*row))
    return [draft.kind.value for draft in told]


def test_a_metonym_is_what_is_likelier_one_than_the_place_itself(page):
    text = "Damascus warned them."
    found = drafts(text, "Damascus")
    assert kinds(page, text, found, 0.3, 0.4, 0.3, 0.0) == ["metonym"]
    assert kinds(page, text, found, 0.4, 0.3, 0.3, 0.0) == ["literal"]


def test_what_others_have_decided_is_not_asked_again(page):
    text = "The Syrian Beirut Times of Hume"
    found = drafts(text, "Syrian", kind=Kind.DEMONYM) + drafts(text, "Beirut", kind=Kind.EMBEDDED)
    found += drafts(text, "Hume", source="dateline")
    asked = Asked(0, 1, 0, 0)
    assert with_metonyms([(page(text), found)], asked) == [found]
    assert asked.names == []


def test_the_pages_of_a_batch_are_asked_for_together_and_answered_apart(page):
    texts = "Damascus warned Hume.", "It rained.", "Hume answered."
    batch = [
        (page(texts[0]), drafts(texts[0], "Damascus", "Hume")),
        (page(texts[1]), []),
        (page(texts[2]), drafts(texts[2], "Hume")),
    ]
    asked = Asked(0, 1, 0, 0)
    told = with_metonyms(batch, asked)
    assert [[(draft.start, draft.kind.value) for draft in drafts] for drafts in told] == [
        [(0, "metonym"), (16, "metonym")],
        [],
        [(0, "metonym")],
    ]
    assert asked.names == ["Damascus", "Hume", "Hume"]


def test_nature_has_no_government(page):
    text = "Niger River and Hume and Otter National Park"
    found = drafts(text, "Niger River", "Hume", "Otter National Park")
    assert kinds(page, text, found, 0, 1, 0, 0) == ["literal", "metonym", "literal"]


def test_what_befalls_a_place_befalls_no_government(page):
    text = "Hume burned all night. Heath lies in ruins. Alton burned its bridges."
    found = drafts(text, "Hume", "Heath", "Alton")
    assert kinds(page, text, found, 0, 1, 0, 0) == ["literal", "literal", "metonym"]


def test_the_whole_recogniser_asks_for_kinds(found):
    assert found("Damascus warned them.", {"Damascus": "GPE"}, metonyms=["Damascus"]) == [("Damascus", "metonym")]


def test_the_place_of_a_dateline_decides_nothing(found):
    text = "DAMASCUS warned - He left. HUME -- So it is."
    assert found(text, metonyms=["HUME"])[-1] == ("HUME", "literal")


def test_the_other_places_of_a_dateline_decide_nothing_either(page):
    lines = ("HUME, Otterland (AP) — He left.", "Hume Bay, Otterland - He left.", "News.\nHUME/Otterland — He left.")
    for text in lines:
        assert kinds(page, text, drafts(text, "Otterland"), 0, 1, 0, 0) == ["literal"], text


def test_a_dash_alone_makes_no_dateline(page):
    text = "Hume, Otterland and others left. In talks with Hume, Otterland — as ever — said no."
    assert kinds(page, text, drafts(text, "Otterland"), 0, 1, 0, 0) == ["metonym"]
    text = text[33:]
    assert kinds(page, text, drafts(text, "Otterland"), 0, 1, 0, 0) == ["metonym"]
