from opendata_lint.exchange.formats.mct import ModelCardToolkit
from opendata_lint.testing import registry_suite

TestSuite = registry_suite(ModelCardToolkit)
