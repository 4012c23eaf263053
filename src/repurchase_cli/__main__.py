"""``python -m repurchase_cli`` is the program ``repurchase``."""

from repurchase_cli.cli.main import run

if __name__ == "__main__":
    run()
