"""How Sphinx builds the site; `scripts/build_site.py` gathers the pages and runs it."""

project = "opendata-lint"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["files/**"]
root_doc = "index"

myst_heading_anchors = 4
myst_links_external_new_tab = False
# The bad examples of the rules' pages are broken YAML on purpose.
suppress_warnings = ["misc.highlighting_failure"]
nitpicky = True

html_theme = "furo"
html_title = "opendata-lint"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_static_path: list[str] = []
html_theme_options = {"navigation_with_keys": True}
