"""Everything that decides on the findings of a card: which rules run, and how grave each is."""

from opendata_lint.settings.selectors import known_codes, selector_notice
from opendata_lint.settings.settings import Settings
from opendata_lint.settings.values import (
    CardEntry,
    Choice,
    FormatPlugins,
    Member,
    Profile,
    RegistrySettings,
    SettingsFault,
    SiteSettings,
    did_you_mean,
    load_profile,
    profile_names,
)

__all__ = [
    "CardEntry",
    "Choice",
    "FormatPlugins",
    "Member",
    "Profile",
    "RegistrySettings",
    "Settings",
    "SettingsFault",
    "SiteSettings",
    "did_you_mean",
    "known_codes",
    "load_profile",
    "profile_names",
    "selector_notice",
]
