"""Geographic mention mapper: news text in, an explained, interactive, offline map out."""

__version__ = "0.1.0"
