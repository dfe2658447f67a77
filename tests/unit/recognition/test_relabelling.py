import pytest

from geomap.recognition.relabelling import relabelled


def judged(page, text, name, label):
    desk = page(text, {name: label})
    span = desk.spans[0]
    draft = relabelled(desk, span, span.start, span.end)
    return draft and (desk.text[draft.start : draft.end], draft.source)


@pytest.mark.parametrize(
    ("text", "name", "label", "source"),
    [
        ("The team beat Columbia again.", "Columbia", "ORG", "gazetteer"),
        ("A shop in Heath closed.", "Heath", "ORG", "gazetteer"),
        ("Al Roe, 44, of Heath was hurt.", "Heath", "PERSON", "gazetteer"),
        ("A Heath man was hurt.", "Heath", "PERSON", "gazetteer"),
        ("They drove to Heath today.", "Heath", "PERSON", "gazetteer"),
        ("Fire in Damascus again.", "Damascus", "NORP", "gazetteer"),
        ("The town of Zubrava slept.", "Zubrava", "PERSON", "settlement"),
        ("It is in Blue Forest now.", "Blue Forest", "ORG", "feature"),
        ("He ran down Elm Road.", "Elm Road", "PERSON", "feature"),
    ],
)
def test_the_words_around_or_its_size_make_it_a_place(page, text, name, label, source):
    assert judged(page, text, name, label) == (name, source)


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("They saw Heath again.", "Heath", "ORG"),
        ("The Columbia started at once.", "Columbia", "ORG"),
        ("Columbia said so.", "Columbia", "ORG"),
        ("Mayor Columbia left.", "Columbia", "ORG"),
        ("They saw Oxford again.", "Oxford", "PERSON"),
        ("He fled to Daesh again.", "Daesh", "ORG"),
        ("He likes Reading a lot.", "Reading", "ORG"),
        ("He wears Zara often.", "Zara", "ORG"),
    ],
)
def test_otherwise_the_tagger_is_believed(page, text, name, label):
    assert judged(page, text, name, label) is None
