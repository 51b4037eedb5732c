"""For those who keep catalogues: examining a file, tracing it to its guide, starting a new one."""
