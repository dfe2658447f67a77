"""Every error that geomap raises on purpose.

    GeomapError
    ├── InputError             the article or the call cannot be used
    ├── SettingsError          a setting has a wrong name or value
    ├── GazetteerError         the gazetteer or its tables are missing or damaged
    ├── RecognizerError        the recogniser's model is missing or not the one we measured
    ├── GeocoderError          the online service answered nonsense
    │   └── GeocoderUnavailable    it did not answer, or asked us to wait (`retry_after_s`)
    └── RecordError            a record or its JSON form breaks a promise

A message says what was wrong, which value it was, and what to do next, on one line. Adapters translate foreign
exceptions with `raise ... from`; nothing above an adapter sees sqlite3.Error or geopy.exc.
"""


class GeomapError(Exception):
    """Root of the tree: catch this to catch everything that geomap raises on purpose."""


class InputError(GeomapError):
    """An input cannot be read, decoded or used as an article."""


class SettingsError(GeomapError):
    """A setting has an unknown name or an impossible value."""


class GazetteerError(GeomapError):
    """The gazetteer file or the tables it is built from are missing, damaged or of another version."""


class RecognizerError(GeomapError):
    """The recogniser's model is missing, or its weights are not the ones that were measured."""


class GeocoderError(GeomapError):
    """The geocoding service gave an answer that cannot be understood."""


class GeocoderUnavailable(GeocoderError):  # noqa: N818 - "unavailable" is the state, as in the services' own words
    """The geocoding service did not answer, or refused for now. *Not found* is not an error.

    Attributes:
        retry_after_s: seconds after which the service asked to be tried again, or None when it did not say.
    """

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s

    def __reduce__(self) -> tuple[object, ...]:
        """Keep `retry_after_s` when a worker process hands the error back."""
        return _restore_unavailable, (str(self), self.retry_after_s)


def _restore_unavailable(message: str, retry_after_s: float | None) -> GeocoderUnavailable:
    return GeocoderUnavailable(message, retry_after_s=retry_after_s)


class RecordError(GeomapError):
    """A record, or the JSON that should hold one, breaks a promise of the data model."""
