"""Our own tables of countries' names and demonyms, as what an evaluation judges by."""

from geomap.evaluation.gold import NameTables
from geomap.settings import Settings
from geomap.wiring import Tables, tables_folder


def own_names(settings: Settings) -> NameTables:
    """From the gazetteer's tables.

    Raises:
        GazetteerError: a table cannot be read.
    """
    tables = Tables(tables_folder(settings))
    return NameTables.of_rows(
        tables.rows("curated/country_names.tsv"),
        tables.rows("curated/demonyms.tsv"),
        tables.rows("curated/abbreviations.tsv"),
    )
