"""Identifiers of works: read in all the forms that people write, and brought to one.

Hugging Face, OpenML, DOI, Zenodo, Kaggle, package URLs, Software Heritage, Git, and the bare words that front
matter has always been full of. Nothing is looked up: what is said here is said by the form alone.
"""

from opendata_lint.vocabulary.identifiers.base import Identifier, Kind, Scheme
from opendata_lint.vocabulary.identifiers.reading import identifiers_of, parse_identifier

__all__ = ["Identifier", "Kind", "Scheme", "identifiers_of", "parse_identifier"]
