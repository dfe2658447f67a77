from dataclasses import replace

from geomap.batch import shards as module
from geomap.batch.shards import halves, shards
from geomap.reading.origin import Origin, Sourced
from geomap.records import Article, Failure


def sourced(number, text="Rain in Graz."):
    return Sourced(article=Article(id=str(number), text=text), origin=Origin(file="a.jsonl", line=number + 1))


def test_shards_hold_so_many_articles_and_keep_their_order():
    outcomes = [sourced(number) for number in range(module.ARTICLES * 2 + 1)]
    made = list(shards(iter(outcomes), "s"))
    assert [len(shard.outcomes) for shard in made] == [module.ARTICLES, module.ARTICLES, 1]
    assert [each for shard in made for each in shard.outcomes] == outcomes
    assert [shard.name for shard in made] == sorted(shard.name for shard in made)


def test_long_texts_make_shorter_shards():
    outcomes = [sourced(number, "x" * (module.CHARACTERS // 4)) for number in range(6)]
    assert [len(shard.outcomes) for shard in shards(iter(outcomes), "s")] == [4, 2]


def test_an_article_that_no_worker_has_the_memory_for_is_a_failure():
    outcomes = [sourced(0), sourced(1, "x" * (module.LONGEST + 1)), sourced(2, "x" * module.LONGEST)]
    (made,) = shards(iter(outcomes), "s")
    assert made.outcomes[::2] == tuple(outcomes[::2])
    failure = made.outcomes[1]
    assert isinstance(failure, Failure)
    assert (failure.id, failure.line) == ("1", 2)
    assert failure.reason.startswith("has 1,000,001 characters, and an archive's articles may have 1,000,000: cut it")


def test_a_shard_is_told_by_its_articles_and_by_the_settings():
    outcomes = [sourced(1), Failure(file="b.txt", reason="is empty")]
    (one,) = shards(iter(outcomes), "s")
    (same,) = shards(iter(outcomes), "s")
    (other_settings,) = shards(iter(outcomes), "t")
    (other_text,) = shards(iter([replace(outcomes[0], article=Article(id="1", text="Snow")), outcomes[1]]), "s")
    assert one.name == same.name
    assert len({one.key, other_settings.key, other_text.key}) == 3


def test_nothing_makes_no_shard():
    assert list(shards(iter(()), "s")) == []


def test_halves_hold_what_the_shard_held():
    (shard,) = shards(iter([sourced(number) for number in range(5)]), "s")
    first, second = halves(shard)
    assert first.outcomes + second.outcomes == shard.outcomes
    assert first.outcomes
    assert second.outcomes
