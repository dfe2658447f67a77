from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.recognition.corrected import CorrectedRecognizer, Ledger
from geomap.recognition.page import Draft
from geomap.records import Article, Kind

WORDS = st.sampled_from(
    ["Paris", "Alton", "Syrian", "County", "Police", "of", "the", "said", "in", ",", ".", "\n", "BEIRUT", "--", "'s",
     "-", "Ky.", "Otter Tail County", "Daesh", "South", "Trinidad and Tobago", "copyright 2018", "é", "(", '"']
)  # fmt: skip
LABELS = st.dictionaries(
    st.sampled_from(["Paris", "Alton", "Syrian", "Alton Police", "South Paris", "Ky.", "Daesh"]),
    st.sampled_from(["GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "DATE"]),
    max_size=4,
)


def overlapping(labels):
    return any(a != b and a in b for a in labels for b in labels)


@given(words=st.lists(WORDS, max_size=25), labels=LABELS.filter(lambda labels: not overlapping(labels)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_mentions_slice_to_the_text_in_order_and_never_overlap(recognize, words, labels):
    text = " ".join(words)
    mentions = recognize(text, labels)
    assert all(text[m.span.start : m.span.end] == m.text and m.text == m.text.strip() for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


def test_a_mention_says_who_found_it_and_what_the_tagger_called_it(recognize):
    tagged, known = recognize("in Paris and near Heath", {"Paris": "GPE"})
    assert (tagged.recognizer, tagged.label) == ("told", "GPE")
    assert (known.recognizer, known.label) == ("untagged", None)


def test_only_the_text_is_read(recognize):
    assert recognize("Nothing.") == ()


def test_dates_and_numbers_are_no_names(found):
    assert found("near Paris 2018 in May", {"Paris 2018": "DATE", "May": "DATE"}) == [("Paris", "literal")]


def test_a_later_draft_never_overlaps_an_earlier_one():
    ledger = Ledger(20)
    first = Draft(3, 8, Kind.LITERAL, None, "first")
    ledger.accept([first, Draft(7, 9, Kind.LITERAL, None, "second"), Draft(5, 5, Kind.LITERAL, None, "empty")])
    assert ledger.drafts == [first]
    assert not ledger.free(0, 4)
    assert ledger.free(8, 20)


def test_several_articles_come_back_in_their_order(rules, gazetteer):
    class Silent:
        name = "silent"
        short_name = "silent"

        def spans(self, texts):
            return [() for _ in texts]

    recognizer = CorrectedRecognizer(Silent(), gazetteer, rules)
    articles = [Article(id=name, text=f"near {name}") for name in ("Paris", "Heath", "Alton")]
    found = [[m.text for m in mentions] for mentions in recognizer.recognize_many(articles)]
    assert found == [["Paris"], ["Heath"], ["Alton"]]
    assert recognizer.name == "silent"
