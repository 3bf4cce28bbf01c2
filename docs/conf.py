"""How Sphinx makes the site: Markdown pages, the Furo theme in Unisono's colours, nothing from the network."""

from unisono import __version__

project = "Unisono"
author = "The Unisono authors"
release = __version__

extensions = ["myst_parser"]
myst_enable_extensions = ["deflist", "colon_fence", "dollarmath", "fieldlist"]
myst_heading_anchors = 3
nitpicky = True
exclude_patterns = ["README.md"]

html_theme = "furo"
html_title = "Unisono"
html_static_path = ["_static"]
html_css_files = ["unisono.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
