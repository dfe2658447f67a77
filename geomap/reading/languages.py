"""The language of an article that does not say: guessed from its first words."""

from dataclasses import replace

from geomap.errors import RecognizerError
from geomap.reading.origin import Sourced
from geomap.records import Failure

CHARACTERS = 600  # looked at; more changes hardly an answer and takes longer than recognition does
_LEAST = 40  # characters with fewer of which a guess would be a bet


def with_language(outcome: Sourced | Failure) -> Sourced | Failure:
    """The article with its language, ISO 639-1, where it has none; failures as they are."""
    if isinstance(outcome, Failure) or outcome.article.language or len(outcome.article.text) < _LEAST:
        return outcome
    return replace(outcome, article=replace(outcome.article, language=guessed_language(outcome.article.text)))


def guessed_language(text: str) -> str:
    """The likeliest language of a text, ISO 639-1.

    Raises:
        RecognizerError: the model cannot be unpacked.

    >>> guessed_language("Der Fluss stieg am Montag in Passau weiter, und die Helfer kamen aus Linz.")
    'de'
    """
    from py3langid import classify  # noqa: PLC0415 - its model takes a second to load

    try:
        found: str = classify(text[:CHARACTERS])[0]
    except OSError as error:
        raise RecognizerError(
            f"the model that guesses languages cannot be unpacked: {error.strerror}; make room in the folder for "
            "temporary files, or name another one with TMPDIR"
        ) from error
    return found
