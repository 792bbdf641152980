from opendata_lint.exchange.formats.mlflow import MLflow
from opendata_lint.testing import registry_suite

TestSuite = registry_suite(MLflow)
