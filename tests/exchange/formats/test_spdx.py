from opendata_lint.exchange.formats.spdx import Spdx
from opendata_lint.testing import registry_suite

TestSuite = registry_suite(Spdx)
