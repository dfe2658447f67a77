"""The geocoding fallback: geopy's Nominatim behind the Geocoder port. The only module that opens a connection."""

import threading
import time
import warnings
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import AdapterHTTPError, URLLibAdapter, get_retry_after
from geopy.exc import GeocoderParseError, GeocoderQueryError, GeocoderRateLimited, GeopyError
from geopy.geocoders import Nominatim as GeopyNominatim

from geomap.errors import GeocoderError, GeocoderUnavailable
from geomap.lookup.nominatim_answers import candidates
from geomap.lookup.nominatim_store import AnswerStore
from geomap.records import Candidate
from geomap.settings import Settings

_LIMIT = 5  # candidates a name
_LONGEST_WAIT_S = 60.0  # a longer wait that the service asks for ends the fallback for this run
_NOT_FOUND: tuple[Candidate, ...] = ()


class Nominatim:
    """Asks a Nominatim service, politely: own user agent, paced over all processes, answers kept on disk.

    A service that refuses or does not answer gets one second chance a run, after the time that it asked for; then
    it is left alone for the rest of the run. Safe across threads.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        user_agent: str,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare; nothing is asked yet.

        Args:
            settings: `nominatim_url`, `nominatim_timeout_s`, `nominatim_interval_s`, and `data` for the kept answers.
            user_agent: names this program, as the service's policy wants.
            clock: seconds since the epoch.
            sleep: waits so many seconds.

        Raises:
            SettingsError: the kept answers cannot be used.
        """
        self._settings, self._clock, self._sleep = settings, clock, sleep
        address = urlsplit(settings.nominatim_url)
        self._service = GeopyNominatim(
            scheme=address.scheme,
            domain=address.netloc + address.path.rstrip("/"),
            user_agent=user_agent,
            timeout=settings.nominatim_timeout_s,
            adapter_factory=URLLibAdapter,
        )
        self._store = AnswerStore(settings.data / "geocoder.sqlite", settings.nominatim_url.rstrip("/"))
        self._lock = threading.Lock()
        self._second_chance = True
        self._off: str | None = None  # why the service is left alone

    def geocode(self, name: str) -> tuple[Candidate, ...]:
        """Candidates marked `geocoded`, best first; empty when the service knows none.

        Raises:
            GeocoderUnavailable: the service did not answer, or asked to wait longer than we do.
            GeocoderError: it answered nonsense, or the kept answers cannot be used.
        """
        question = " ".join(name.split())
        if not question:
            return _NOT_FOUND
        kept = self._store.get(question)
        return candidates(self._asked_once(question) if kept is None else kept)

    def _asked_once(self, question: str) -> list[Any]:
        with self._lock:  # one request at a time
            rows = self._store.get(question)  # another thread may have asked while this one waited
            if rows is None:
                rows = self._ask(question)
                candidates(rows)  # nonsense raises here and is not kept: it is asked again another day
                self._store.keep(question, rows)
            return rows

    def _ask(self, question: str) -> list[Any]:
        if self._off is not None:
            raise GeocoderUnavailable(self._off)
        try:
            try:
                return self._request(question)
            except GeocoderUnavailable as refusal:
                wait = refusal.retry_after_s or 0.0
                if not self._second_chance or wait > _LONGEST_WAIT_S:
                    raise
                self._second_chance = False
                self._sleep(wait)
                return self._request(question)
        except GeocoderUnavailable as refusal:
            self._off = str(refusal)
            raise

    def _request(self, question: str) -> list[Any]:
        wait = self._store.take_turn(self._clock(), self._settings.nominatim_interval_s)
        if wait > 0:
            self._sleep(wait)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # geopy warns of a latitude of 95 before it refuses it
                found = self._service.geocode(
                    question, exactly_one=False, limit=_LIMIT, addressdetails=True, extratags=True, language="en"
                )
            return [location.raw for location in found or ()]
        except (GeocoderParseError, GeocoderQueryError) as error:
            raise GeocoderError(f"{self._name} gave an answer that is no result: {_brief(error)}") from error
        except (GeopyError, OSError, HTTPException) as error:
            retry = _retry_after(error)
            raise GeocoderUnavailable(f"{self._name} does not answer: {_brief(error)}", retry_after_s=retry) from error
        except (ValueError, TypeError, KeyError, AttributeError, LookupError) as error:
            raise GeocoderError(f"{self._name} gave a place that cannot be used: {_brief(error)}") from error

    @property
    def _name(self) -> str:
        return self._settings.nominatim_url


def _retry_after(error: Exception) -> float | None:
    if isinstance(error, GeocoderRateLimited):
        seconds = error.retry_after
    elif isinstance(error.__cause__, AdapterHTTPError):  # geopy reads the header of a 429 only
        seconds = get_retry_after(error.__cause__.headers)
    else:
        return None
    return None if seconds is None else max(0.0, float(seconds))


def _brief(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:120]}"
