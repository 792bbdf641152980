"""Configuration: what files, profiles, plugins and the command line say, resolved for each card."""

from opendata_lint.configuration.resolving import Configuration, Given, Resolved, flag

__all__ = ["Configuration", "Given", "Resolved", "flag"]
