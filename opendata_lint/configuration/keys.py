"""The keys of configuration and profile files: the one table that reading, schema and reference share."""

from __future__ import annotations

from opendata_lint.configuration.key import Key, Place
from opendata_lint.configuration.registry_keys import INNER_KEYS

KEYS = (
    Key(
        "extend",
        "path",
        "Another configuration whose keys hold where this one says nothing. Nothing else is merged.",
        '"../base.toml"',
    ),
    Key(
        "profile",
        "profile",
        "The choice of rules and severities: a built-in profile, or the path of a profile file.",
        '"hub"',
        "`default`",
        in_overrides=True,
    ),
    Key(
        "select",
        "selectors",
        "Rules to run in place of the profile's: codes, families, names or `ALL`.",
        '["LIC", "license-missing"]',
        "the profile's rules",
        in_files="both",
        in_overrides=True,
    ),
    Key(
        "extend-select",
        "selectors",
        "Rules to run besides the chosen ones.",
        '["LIC009"]',
        in_files="both",
        in_overrides=True,
    ),
    Key(
        "ignore",
        "selectors",
        "Rules that do not run. What names a rule more closely wins over what names it less.",
        '["LNK"]',
        in_files="both",
        in_overrides=True,
    ),
    Key(
        "extend-ignore",
        "selectors",
        "Rules that do not run, besides those that an extended file ignores.",
        '["SEC004"]',
        in_files="both",
        in_overrides=True,
    ),
    Key(
        "severity",
        "levels",
        "Severities by code, family or name: `error`, `warning` or `info`.",
        '{ LIC003 = "warning" }',
        "the severity of the rule's page",
        in_files="both",
        in_overrides=True,
    ),
    Key(
        "preview",
        "boolean",
        ("Run rules in preview like all others. Without it they run when their code or name is selected."),
        "true",
        "`false`",
        in_files="both",
    ),
    Key(
        "kind",
        "choice",
        "The kind of card to take every card for, whatever its content says.",
        '"model"',
        "what the card says",
        ("dataset", "model"),
        in_overrides=True,
    ),
    Key(
        "id",
        "text",
        "The card's id in the repository, in place of the one that the card tells.",
        '"tides-2024"',
        "the card's own",
        in_overrides=True,
    ),
    Key(
        "schema",
        "path",
        "A JSON Schema over the front matter, in place of our rules but those of its syntax (`YML`).",
        '"metadata.schema.json"',
        in_overrides=True,
    ),
    Key(
        "cards", "patterns", "Further files that are cards, by patterns as in `.gitignore`.", '["cards/*.md"]'
    ),
    Key(
        "descriptors",
        "switch",
        (
            "Whether a search of folders checks descriptors too: `true` for files with the usual names of "
            "formats, such as `croissant.json`, or patterns as in `.gitignore`."
        ),
        '["croissant.json", "metadata/*.xml"]',
        "`false`: only files that are named",
    ),
    Key(
        "exclude",
        "patterns",
        ("Files and folders to pass over. A file that is named on the command line is checked all the same."),
        '["vendor", "old/**"]',
    ),
    Key(
        "extend-exclude",
        "patterns",
        "Files and folders to pass over, besides those of an extended file.",
        '["drafts"]',
    ),
    Key(
        "force-exclude",
        "boolean",
        "Pass over excluded files also where they are named on the command line.",
        "true",
        "`false`",
    ),
    Key(
        "fail-level",
        "choice",
        "The least severity at which a run ends with exit code 1; `never` for none.",
        '"warning"',
        "`error`",
        ("error", "warning", "info", "never"),
    ),
    Key("output-format", "text", "The output format, as for `--output-format`.", '"concise"', "`full`"),
    Key(
        "baseline", "path", "The folder of known findings, as for `--baseline`.", '".opendata-lint-baseline"'
    ),
    Key(
        "plugins",
        "texts",
        "Distributions or entry points whose rules, output formats and formats of descriptors may be loaded.",
        '["acme-card-rules"]',
        "none",
    ),
    Key(
        "override-formats",
        "texts",
        "Built-in formats of descriptors whose places plugins may take.",
        '["kaggle"]',
        "none",
    ),
    Key(
        "exports",
        "exports",
        "Descriptors that say what the card says, by format: paths from the card's folder.",
        '{ croissant = "croissant.json", "datacite@4.6" = "metadata/datacite.xml" }',
        "none",
        in_overrides=True,
    ),
    Key(
        "allow",
        "allow",
        "Values that pass although no list has them: `licenses`, `languages`, `tasks`, `tags`.",
        '{ licenses = ["acme-data-1.0"] }',
        in_files="both",
        in_overrides=True,
    ),
    Key("rules", "rules", "Options of single rules: a table a rule, by code.", "{}", in_files="both"),
    Key(
        "overrides",
        "overrides",
        (
            "Other settings for some files: tables with `files` and any of the keys marked below. "
            "Later ones win."
        ),
        "[]",
    ),
    Key(
        "files",
        "patterns",
        "In `[[overrides]]`: the files that it is for, by patterns as in `.gitignore`.",
        '["models/**"]',
        in_overrides=True,
        required=True,
    ),
    Key(
        "registry",
        "table",
        "The card registry of the repository; its keys are below.",
        '{ name = "tides" }',
        inside="registry",
    ),
    Key("name", "text", "The profile's name.", '"acme"', in_files="profile", required=True),
    Key(
        "description",
        "text",
        "What the profile is for, in a sentence.",
        '"What Acme asks of its cards."',
        in_files="profile",
    ),
    Key(
        "extends",
        "profile",
        "The profile that this one starts from: a built-in one, or the path of a file.",
        '"hub"',
        "`default`",
        in_files="profile",
    ),
    Key(
        "schema",
        "schema",
        "A JSON Schema over the whole card besides ours: a table, or the path of a file.",
        '"acme.schema.json"',
        in_files="profile",
    ),
)
"""Every key; `schema` means one thing in a configuration and another in a profile."""

ALLOW_LISTS = ("licenses", "languages", "tasks", "tags")
"""The keys of `allow`."""

LEVELS = ("error", "warning", "info")
"""The words for severities."""

HINTS = {
    "strict": 'write `fail-level = "warning"`',
    "fail-on": "write `fail-level`",
    "enable": "write `select` or `extend-select`",
    "disable": "write `ignore`",
    "per-file-ignores": "write `[[overrides]]` with `files` and `ignore`",
    "include": "write `cards`",
}
"""What keys of other tools are called here."""


def keys_of(place: Place) -> dict[str, Key]:
    """The keys that may stand in a place, by name."""
    keys = INNER_KEYS.get(place) or (key for key in KEYS if _fits(key, place))
    return {key.name: key for key in keys}


def _fits(key: Key, place: Place) -> bool:
    if place == "override":
        return key.in_overrides
    if key.name == "files":
        return False
    return key.in_files in ("both", place)
