"""`python -m chancery_training train|pack|recipe …`; `cargo xtask train` calls it."""

import argparse
import os
from pathlib import Path

# One core: the same sums in the same order, and the machine stays usable.
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

HERE = Path(__file__).resolve().parent.parent
CRATE = HERE.parent / "crates/chancery-syntax"


def main():
    parser = argparse.ArgumentParser(prog="chancery_training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    from . import recipe, train

    train.arguments(commands.add_parser("train", help="one network"))
    p = commands.add_parser("pack", help="write the model file and the tables that tests compare with")
    p.add_argument("--trained", required=True)
    p.add_argument("--out", default=str(CRATE / "model/en.model"))
    p.add_argument("--fixtures", default=str(CRATE / "src/network/tests"))
    p.add_argument("--data", default=str(HERE.parent.parent / "shared/data"))
    p.add_argument("--name", default=recipe.NAME)
    p = commands.add_parser("recipe", help="all networks in their order, then the model file")
    p.add_argument("--data", default=str(HERE.parent.parent / "shared/data"))
    p.add_argument("--work", required=True, help="folder of checkpoints; a stopped run goes on from there")
    p.add_argument("--quick", action="store_true", help="a few sentences, to see that everything runs")
    args = parser.parse_args()
    if args.command == "train":
        del args.command
        train.run(args)
    elif args.command == "pack":
        recipe.pack_to(args.trained, args.out, args.fixtures, args.data, args.name)
    else:
        recipe.run(args.data, Path(args.work), args.quick)


main()
