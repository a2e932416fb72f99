"""`python -m chancery_training train|pack|fixture …`; `cargo xtask train` calls it."""

import argparse
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(prog="chancery_training")
    commands = parser.add_subparsers(dest="command", required=True)
    from . import train

    train.arguments(commands.add_parser("train"))
    add = lambda name: commands.add_parser(name)
    p = add("pack")
    p.add_argument("--trained", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--data", default="../shared/data")
    p.add_argument("--name", default="en-2026.11")
    args = parser.parse_args()
    if args.command == "train":
        del args.command
        train.run(args)
    elif args.command == "pack":
        from . import pack

        irregular = Path(__file__).parent.parent / "irregular.tsv"
        pack.write(Path(args.trained), Path(args.out), Path(args.data), irregular, args.name)


main()
