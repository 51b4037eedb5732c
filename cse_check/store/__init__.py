"""The only place that writes files: whole or not at all, readable by their owner alone."""

from cse_check.store.leftovers import Kind, Leftover, leftovers, sweep
from cse_check.store.ownership import doubt, exposed, for_you_alone, make_folder
from cse_check.store.private import PrivateFile, PrivateFolder, scratch_file
from cse_check.store.writing import Writing, check_targets, write_all

__all__ = [
    "Kind",
    "Leftover",
    "PrivateFile",
    "PrivateFolder",
    "Writing",
    "check_targets",
    "doubt",
    "exposed",
    "for_you_alone",
    "leftovers",
    "make_folder",
    "scratch_file",
    "sweep",
    "write_all",
]
