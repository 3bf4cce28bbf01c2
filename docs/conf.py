"""How Sphinx makes the site: Markdown pages, the Furo theme in Unisono's colours, nothing from the network."""

from unisono import __version__

project = "Unisono"
author = "The Unisono authors"
release = __version__

extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "Unisono"
html_static_path = ["_static"]
html_css_files = ["unisono.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {
    "light_css_variables": {
        "color-background-primary": "#fbfaf7",
        "color-background-secondary": "#f1efe9",
        "color-background-border": "#e2dfd6",
        "color-foreground-primary": "#1d2126",
        "color-foreground-secondary": "#5b626b",
        "color-foreground-muted": "#5b626b",
        "color-brand-primary": "#1f5f8b",
        "color-brand-content": "#1f5f8b",
        "color-brand-visited": "#7a4a9c",
    },
    "dark_css_variables": {
        "color-background-primary": "#15171a",
        "color-background-secondary": "#101214",
        "color-background-border": "#31353b",
        "color-foreground-primary": "#eceae4",
        "color-foreground-secondary": "#a3a9b1",
        "color-foreground-muted": "#a3a9b1",
        "color-brand-primary": "#7cb9e6",
        "color-brand-content": "#7cb9e6",
        "color-brand-visited": "#c49be0",
    },
}
