"""The guard: one bad article becomes one Failure and the run goes on."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from geomap.batch.attempting import attempt
from geomap.errors import GazetteerError, GeomapError, RecognizerError, SettingsError
from geomap.reading.origin import Sourced
from geomap.records import Article, Failure, MappedArticle

CHUNK = 16  # articles mapped at once: the recogniser is quicker on several
CHUNK_CHARACTERS = 200_000  # but a chunk of long texts stays small in memory

# These say that the installation is broken, not the article: every other article would fail in the same way.
_FATAL = (GazetteerError, RecognizerError, SettingsError)

MapMany = Callable[[Sequence[Article]], list[MappedArticle]]


def sentence(error: Exception) -> str:
    """An exception on one line for people: its message when it is ours, its type as well when it is a bug."""
    message = " ".join(str(error).split())
    if isinstance(error, GeomapError):
        return message
    return f"unexpected {type(error).__name__}: {message} (GEOMAP_DEBUG=1 shows where)"


def described(failure: Failure) -> str:
    """A failure as a sentence for people."""
    where = failure.file if failure.file != "-" else "standard input"
    if failure.line is not None:
        where += f", line {failure.line}"
    if failure.record is not None:
        where += f", record {failure.record}"
    return f"{where}: {failure.reason}"


def map_guarded(outcomes: Iterable[Sourced | Failure], map_many: MapMany) -> Iterator[MappedArticle | Failure]:
    """Map articles as they are read, keeping their order; failures of reading pass through.

    Args:
        outcomes: articles with their origins, and failures.
        map_many: maps several articles at once; when it raises, they are tried one by one.

    Raises:
        GazetteerError, RecognizerError, SettingsError: nothing can be mapped at all.
    """
    for chunk in _chunks(outcomes):
        yield from _mapped(chunk, map_many)


def _chunks(outcomes: Iterable[Sourced | Failure]) -> Iterator[list[Sourced | Failure]]:
    chunk: list[Sourced | Failure] = []
    characters = 0
    for outcome in outcomes:
        size = len(outcome.article.text) if isinstance(outcome, Sourced) else 0
        if chunk and (len(chunk) >= CHUNK or characters + size > CHUNK_CHARACTERS):
            yield chunk
            chunk, characters = [], 0
        chunk.append(outcome)
        characters += size
    if chunk:
        yield chunk


def _mapped(chunk: list[Sourced | Failure], map_many: MapMany) -> Iterator[MappedArticle | Failure]:
    sources = [outcome for outcome in chunk if isinstance(outcome, Sourced)]
    together = _tried(sources, map_many) if sources else []
    results = iter(together if isinstance(together, list) else [_one(source, map_many) for source in sources])
    for outcome in chunk:
        yield next(results) if isinstance(outcome, Sourced) else outcome


def _one(source: Sourced, map_many: MapMany) -> MappedArticle | Failure:
    result = _tried([source], map_many)
    return result[0] if isinstance(result, list) else source.origin.failure(sentence(result), source.article.id)


def _tried(sources: list[Sourced], map_many: MapMany) -> list[MappedArticle] | Exception:
    result = attempt(lambda: map_many([source.article for source in sources]))
    if isinstance(result, _FATAL):
        raise result
    if isinstance(result, list) and len(result) != len(sources):
        raise AssertionError(f"{len(result)} results for {len(sources)} articles")
    return result
