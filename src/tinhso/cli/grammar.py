"""The words of the command `tinhso`."""

import argparse
from collections.abc import Callable
from pathlib import Path

from tinhso.cli import keeping, keys, proving, reading, running


def parser() -> argparse.ArgumentParser:
    """Return the grammar of all commands."""
    top = argparse.ArgumentParser(
        prog="tinhso",
        description="Tỉnh Số runs a province.",
        epilog="TINHSO_PROVINCE names another province's folder, DATABASE_URL another PostgreSQL, "
        "TINHSO_VAR another folder for everything that is kept.",
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], words: str, *, of: object = commands
    ) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = of.add_parser(name, help=words, description=words)  # type: ignore[attr-defined]
        made.set_defaults(run=run)
        return made

    start = command("up", running.up, "start everything and stay; Ctrl-C stops it")
    start.add_argument("--port", type=int, default=8000)
    start.add_argument("--host", default="127.0.0.1", help="127.0.0.1 serves this machine alone")
    mode = start.add_mutually_exclusive_group()
    mode.add_argument("--demonstration", dest="mode", action="store_const", const="demonstration")
    mode.add_argument("--production", dest="mode", action="store_const", const="production")

    command("check", running.check, "say whether database, evidence and ledger are well")
    outside = top_level(commands, "gateways", "try the ways messages come and go by")
    words = "log in at every gateway that is set, and send nothing"
    command("check", running.gateways, words, of=outside)
    load = command(
        "load", running.load, "bring tables and the province's files in; or one document"
    )
    load.add_argument("what", nargs="?", choices=["document"])
    load.add_argument("file", nargs="?", type=Path)

    procedure = top_level(commands, "procedure", "check, draw or try a procedure's folder")
    for name, words in (
        ("check", "name every mistake with its line and cure"),
        ("draw", "print the steps as a drawing (SVG)"),
        ("try", "walk a case through it and print the due dates"),
    ):
        command(name, proving.procedure, words, of=procedure).add_argument("file", type=Path)
        procedure.choices[name].set_defaults(deed=name)

    read = command("read", reading.read, "print the figures of reports, each with its words")
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")
    read.add_argument("--format", choices=["words", "jsonl"], default="words")

    ledger = top_level(commands, "ledger", "verify or seal what happened")
    verify = command("verify", proving.verify, "verify the whole log, or one receipt", of=ledger)
    verify.add_argument("--receipt", type=Path, help="a receipt's JSON; needs --key, no database")
    verify.add_argument("--key", help="the log's public key, or a file that holds it")
    verify.add_argument(
        "--published", type=Path, help="heads that a witness kept, as /ledger/heads.json gives them"
    )
    command("seal", proving.seal, "seal what is finished now", of=ledger)

    command("backup", keeping.backup, "write database and evidence into a new folder").add_argument(
        "folder", type=Path
    )
    command("restore", keeping.restore, "bring a backup into an empty deployment").add_argument(
        "folder", type=Path
    )
    ring = top_level(commands, "keys", "change the key that personal data is sealed with")
    command("add", keys.add, "make a new key; the next start seals under it", of=ring)
    words = "seal everything under the active key; may be stopped and begun again"
    command("rotate", keys.rotate, words, of=ring)
    command("drop", keys.drop, "take out the keys that nothing is sealed under", of=ring)
    administrator = command("createadmin", running.createadmin, "open an administrator's account")
    administrator.add_argument("username")
    administrator.add_argument("--unit", required=True, help="the code of the unit it serves")
    command("sign-ins", running.sign_ins, "print the accounts of a demonstration")
    return top


def top_level(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """Add a command that has commands of its own."""
    made = commands.add_parser(name, help=words, description=words)
    return made.add_subparsers(required=True, metavar="COMMAND")
