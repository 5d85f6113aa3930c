"""Run the command line as ``python -m negotiation``."""

from .cli import main

if __name__ == "__main__":
    main()
