"""The card itself as a format."""

from __future__ import annotations

from opendata_lint.exchange.formats.hub import Hub
from opendata_lint.testing import registry_suite

TestSuite = registry_suite(Hub)
