"""The form of the built file: tables and what their columns mean. Raise fingerprint.FORM with any change."""

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
    n INTEGER PRIMARY KEY,          -- a number of this file only
    id TEXT NOT NULL,               -- "geonames:169389"
    name TEXT NOT NULL,
    lon REAL NOT NULL, lat REAL NOT NULL,
    class TEXT, code TEXT,          -- GeoNames feature class and code
    country TEXT,                   -- ISO 3166-1 alpha-2; NULL for none and for several
    admin1 TEXT, admin2 TEXT,       -- codes: "SY.12", "US.TX.453"
    ancestors TEXT NOT NULL,        -- place ids, nearest first, separated by spaces
    population INTEGER NOT NULL,    -- 0: unknown
    west REAL, south REAL, east REAL, north REAL,
    source TEXT NOT NULL,
    names INTEGER NOT NULL          -- how many names its sources hold for it, in every script
);
CREATE TABLE names (
    key TEXT NOT NULL,              -- names.key of the name
    rank INTEGER NOT NULL,          -- minus the place's prominence: ascending order is most prominent first
    place INTEGER NOT NULL,
    match INTEGER NOT NULL,         -- position in MATCHES
    name TEXT NOT NULL,
    cased INTEGER NOT NULL,         -- 1: counts only where the text writes it just so ("US", "Ky.")
    population INTEGER NOT NULL,
    PRIMARY KEY (key, rank, place, match, name)
) WITHOUT ROWID;
CREATE TABLE divisions (code TEXT PRIMARY KEY, place INTEGER NOT NULL, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE key_filter (bits BLOB NOT NULL);  -- one row: names.key_filter of all keys
CREATE TABLE shapes (
    place INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    coarse TEXT,                    -- lines of the main parts without small corners (see coarse); NULL: same as lines
    lines TEXT NOT NULL             -- see rows
);
CREATE TABLE basemap (
    n INTEGER PRIMARY KEY, detail TEXT NOT NULL, layer TEXT NOT NULL, rank INTEGER NOT NULL, name TEXT NOT NULL,
    views TEXT NOT NULL,            -- of borders that some countries see otherwise: see rows
    west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL, north REAL NOT NULL,
    type TEXT NOT NULL, lines TEXT NOT NULL
);
"""

INDICES = (
    "CREATE UNIQUE INDEX places_by_id ON places (id)",
    "CREATE INDEX basemap_by_window ON basemap (detail, west, east, south, north)",
)

# records.Match in the order in which one beats the other where a place bears a key twice
MATCHES = ("exact", "alternate", "abbreviation", "article", "demonym")
EXACT, ALTERNATE, ABBREVIATION, ARTICLE, DEMONYM = range(5)
