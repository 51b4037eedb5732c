"""`python -m cse_check` is the same program as `cse-check`."""

from cse_check.cli import main

if __name__ == "__main__":
    main()
