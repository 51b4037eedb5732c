"""YAML text to a `Catalogue`, with every fault named: `load`, and the library that finds files."""
