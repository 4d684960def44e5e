"""Makes `docs/reference/` from the code: `python docs/make_reference.py`.

The pages are committed, and a test makes them again: they can't drift from the code.
"""

import argparse
import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).resolve().parent
SOURCE = DOCS.parent / "src" / "tinhso"
MADE = "<!-- Made by docs/make_reference.py. Change the code, then run it. -->\n\n"

# What administrators set, then what `tinhso up` hands to the processes it starts.
FOR_ADMINISTRATORS = {
    "TINHSO_PROVINCE": ("The province's folder.", "`provinces/thai_nguyen` of the package"),
    "TINHSO_VAR": (
        "The folder of everything that is kept: keys, embedded database, evidence, logs.",
        "`/var/lib/tinhso` for root; `var` in a checkout; else `~/.local/share/tinhso`",
    ),
    "DATABASE_URL": (
        "Another PostgreSQL (15 or newer), under the login that owns its tables.",
        "the embedded one",
    ),
    "DATABASE_APP_URL": (
        "The address the application works under, where the owner may not make that login.",
        "made from DATABASE_URL: the database's name and `_app`",
    ),
    "TINHSO_HTTPS": (
        "`1` behind a proxy that ends TLS: secure cookies, HSTS, X-Forwarded-For is believed.",
        "off",
    ),
    "TINHSO_HOSTS": (
        "Names under which pages answer, with commas between them.",
        "`127.0.0.1,localhost`",
    ),
    "TINHSO_ORIGINS": (
        "Whole addresses (`https://…`) from which forms may come, with commas between them.",
        "none",
    ),
    "TINHSO_MESSAGE_DAYS": (
        "For how many days addresses and words of messages are kept after they were done with.",
        "90",
    ),
    "TINHSO_SMTP": (
        "Where e-mail is handed over: `smtps://user:password@host?from=1022@…&name=…`.",
        "no e-mail is sent",
    ),
    "TINHSO_IMAP": (
        "Where e-mail is fetched: `imaps://user:password@host/INBOX?done=Taken&every=30`.",
        "no e-mail is fetched",
    ),
    "TINHSO_SMS_HTTP": ("Where a provider of SMS takes one POST a message.", "no SMS by HTTP"),
    "TINHSO_SMS_TOKEN": ("What is sent there as `Authorization: Bearer`.", "none"),
    "TINHSO_SMS_TEMPLATE": (
        "The body of that POST, JSON or a form, with placeholders.",
        '`{"to": "{to}", "text": "{text}", "reference": "{reference}"}`',
    ),
    "TINHSO_SMS_ANSWER_ID": ("The field of the answer that holds the provider's id.", "`id`"),
    "TINHSO_SMS_SECRET": (
        "What proves the SMS and receipts that are posted to `/channels/sms/`.",
        "that address is absent",
    ),
    "TINHSO_SMS_NAMES": (
        "What the provider calls the fields that it posts there: `sender=msisdn,text=content`.",
        "`id`, `from`, `text`, `time`, `status`, `error`",
    ),
    "TINHSO_SMPP": (
        "An operator's message centre: `smpps://system_id:password@host:port?from=1022`.",
        "no SMS by SMPP",
    ),
    "TINHSO_ZALO_APP_ID": ("The application to which the Official Account is linked.", "no Zalo"),
    "TINHSO_ZALO_APP_SECRET": ("Its secret key.", "none; needed with the application"),
    "TINHSO_ZALO_REFRESH_TOKEN": (
        "The refresh token that Zalo gave when the account was linked; another begins anew.",
        "none; needed with the application",
    ),
    "TINHSO_ZALO_OA_SECRET": (
        "The account's secret key, which proves what Zalo posts to `/channels/zalo/`.",
        "that address is absent",
    ),
    "TINHSO_ZALO_API": ("Another address of Zalo's services, to try things out.", "Zalo's own"),
}
HANDED_OVER = {
    "TINHSO_SECRET_KEY": "Django's key, from `secrets.json`",
    "TINHSO_KEYRING": "the keys of personal data, from `secrets.json`",
    "TINHSO_LEDGER_KEY": "the key that signs the ledger's heads, from `secrets.json`",
    "TINHSO_DEMONSTRATION": "`1` in a demonstration, as the database was begun",
    "TINHSO_HOUSE": "marks the processes of one deployment, so that the next start ends orphans",
    "DJANGO_SETTINGS_MODULE": "`tinhso.config.settings`",
}
READS = ("os.environ.get", "os.environ.setdefault", "required")


def pages() -> dict[str, str]:
    """Return each page's text by its file name; Django is set up already."""
    return {
        "commands.md": MADE + "\n".join(commands()),
        "events.md": MADE + "\n".join(events()),
        "settings.md": MADE + "\n".join(settings()),
    }


def commands() -> Iterator[str]:
    """Yield the page of every command, from the grammar itself."""
    from tinhso.cli.grammar import parser

    yield "# Commands\n"
    yield "`tinhso COMMAND`, in a checkout `.venv/bin/tinhso COMMAND`. A command ends with 0 when"
    yield "it did what it says. Which deployment it works on: see [settings](settings.md).\n"
    yield from _command(parser(), "tinhso")


def _command(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    own = [a for a in parser._actions if not isinstance(a, argparse._HelpAction)]  # noqa: SLF001 -- argparse has no other way to ask
    inner = [a for a in own if isinstance(a, argparse._SubParsersAction)]  # noqa: SLF001 -- as above
    if not inner:
        yield f"## `{' '.join([name, *map(_usage, own)])}`"
        yield f"\n{_sentence(parser.description)}\n"
        for action in own:
            if action.help:
                yield f"- `{_shown(action)}`: {action.help}"
        if any(action.help for action in own):
            yield ""
    for group in inner:
        for word, child in group.choices.items():
            yield from _command(child, f"{name} {word}")


def _usage(action: argparse.Action) -> str:
    shown = _shown(action)
    return shown if action.required else f"[{shown}]"


def _shown(action: argparse.Action) -> str:
    if action.choices and not action.option_strings:
        return "|".join(map(str, action.choices))
    value = action.dest.upper()
    if not action.option_strings:
        return value
    return action.option_strings[0] + ("" if action.nargs == 0 else f" {value}")


def _sentence(words: str | None) -> str:
    return f"{(words or '')[:1].upper()}{(words or '')[1:]}."


def events() -> Iterator[str]:
    """Yield the page of every kind of event that a room has registered."""
    from django.utils import translation

    from tinhso.kernel.ledger import kinds

    english = dict(_english())
    yield "# Events\n"
    yield "Every change leaves an event of one of these kinds in the ledger. What an event holds"
    yield "and how it is proven: `src/tinhso/kernel/ledger/README.md`.\n"
    yield "| kind | Vietnamese | English |"
    yield "|---|---|---|"
    with translation.override("vi"):
        for kind, title in sorted(kinds.registered().items()):
            if not kind.startswith("test."):
                yield f"| `{kind}` | {title} | {english.get(str(title), '')} |"
    yield ""


def _english() -> Iterator[tuple[str, str]]:
    """Yield each Vietnamese sentence with its English one, from the catalogues' sources."""
    from babel.messages.pofile import read_po

    for path in sorted(SOURCE.rglob("locale/en/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if isinstance(message.id, str) and isinstance(message.string, str):
                    yield message.id, message.string


def settings() -> Iterator[str]:
    """Yield the page of every variable of the environment."""
    yield "# Settings\n"
    yield "Everything is set by the environment. Each command must see the same as `tinhso up`.\n"
    yield "## What you may set\n"
    yield "| variable | what it says | without it |"
    yield "|---|---|---|"
    for name, (words, default) in FOR_ADMINISTRATORS.items():
        yield f"| `{name}` | {words} | {default} |"
    yield "\n## What `tinhso` sets for its own processes\n"
    yield "Don't set these. The first three are secrets: `tinhso up` makes them on its first start"
    yield "and keeps them in `secrets.json`; without them nothing starts.\n"
    yield "| variable | what it holds |"
    yield "|---|---|"
    for name, words in HANDED_OVER.items():
        yield f"| `{name}` | {words} |"
    yield ""


def variables_read() -> set[str]:
    """Return the names of all variables that the product reads from the environment."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if {"tests", "static"} & set(path.relative_to(SOURCE).parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= set(_names(node))
    return found


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=called, args=[ast.Constant(value=name), *_]) if (
            ast.unparse(called) in READS
        ):
            yield str(name)
        case ast.Subscript(value=of, slice=ast.Constant(value=name)) if (
            ast.unparse(of) == "os.environ"
        ):
            yield str(name)
        case ast.Assign(targets=[ast.Name(id="MARK")], value=ast.Constant(value=name)):
            yield str(name)


def main() -> int:
    """Write the pages."""
    sys.path.insert(0, str(SOURCE.parent))
    for name in ("TINHSO_SECRET_KEY", "TINHSO_KEYRING", "TINHSO_LEDGER_KEY"):
        os.environ.setdefault(name, "none is needed here")
    os.environ.setdefault("DATABASE_URL", "postgresql:///none")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    import django

    django.setup()
    folder = DOCS / "reference"
    folder.mkdir(exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
