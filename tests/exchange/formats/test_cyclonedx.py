from opendata_lint.exchange.formats.cyclonedx import CycloneDX
from opendata_lint.testing import registry_suite

TestSuite = registry_suite(CycloneDX)
