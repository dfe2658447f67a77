import numpy as np
import pytest

from geomap.errors import RecognizerError
from geomap.recognition.kinds.context import contexts
from geomap.recognition.kinds.network import KINDS, KindNetwork


@pytest.fixture(scope="module")
def network():
    return KindNetwork()


def spans(text, *names):
    return [(text.index(name), text.index(name) + len(name)) for name in names]


def likeliest(network, text, name, *, demonym=False):
    return KINDS[int(network.probabilities(contexts(text, spans(text, name), [demonym]))[0].argmax())].value


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They live in Bergen now.", "Bergen", "literal"),
        ("Bergen refused to sign the treaty.", "Bergen", "metonym"),
        ("Sanctions against Bergen were lifted.", "Bergen", "metonym"),
        ("The Bergen City Council voted on Monday.", "Bergen", "embedded"),
    ],
)
def test_the_words_around_tell_the_kind(network, text, name, kind):
    assert likeliest(network, text, name) == kind


def test_the_tables_know_demonyms(network):
    assert likeliest(network, "The Syrian army took the hill.", "Syrian", demonym=True) == "demonym"


def test_probabilities_sum_to_one_and_do_not_depend_on_company(network):
    text = "Rome warned Oslo that the road from Kyiv to Minsk is closed."
    names = spans(text, "Rome", "Oslo", "Kyiv", "Minsk")
    together = network.probabilities(contexts(text, names, [False] * 4))
    alone = [network.probabilities(contexts(text, [name], [False]))[0] for name in names]
    assert together.shape == (4, len(KINDS))
    assert np.allclose(together.sum(axis=1), 1)
    assert np.allclose(together, alone, atol=1e-6)


def test_no_mentions_no_work(tmp_path):
    assert KindNetwork(tmp_path / "absent").probabilities(contexts("Oslo", [], [])).shape == (0, len(KINDS))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RecognizerError, match="absent"):
        KindNetwork(tmp_path / "absent").probabilities(contexts("Oslo", [(0, 4)], [False]))


def test_odd_characters_are_forms_like_others(network):
    text = "\ud800 Oslo \U0001f600 … ’s"
    assert network.probabilities(contexts(text, spans(text, "Oslo"), [False])).shape == (1, 4)


def test_forgetting_rows_changes_nothing(network):
    forgetful = KindNetwork(kept=1)
    for text in ("in Oslo now", "near Rome then", "in Oslo now"):
        name = spans(text, text.split()[1])
        assert np.allclose(
            forgetful.probabilities(contexts(text, name, [False])), network.probabilities(contexts(text, name, [False]))
        )
