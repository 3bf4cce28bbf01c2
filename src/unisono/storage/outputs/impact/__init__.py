"""The impact map for people and programs: its words, as JSON, as Mermaid text and as a picture."""
