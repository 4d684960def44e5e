"""Procedures and the ledger: checked, drawn, tried, sealed, verified."""

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tinhso.cli.deployment import CommandError, application


def procedure(chosen: argparse.Namespace) -> int:
    """Check, draw or try a procedure; needs no database."""
    from tinhso.kernel.cases import procedures
    from tinhso.kernel.declarations import DeclarationError

    try:
        if chosen.deed == "draw":
            print(procedures.draw(chosen.file))
            return 0
        if chosen.deed == "try":
            print(procedures.try_out(chosen.file, now=datetime.now(UTC)))
            return 0
        problems = procedures.check(chosen.file)
    except DeclarationError as error:
        raise CommandError(str(error)) from None
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{chosen.file}: no mistakes")
    return 1 if problems else 0


def verify(chosen: argparse.Namespace) -> int:
    """Verify the whole log, or a receipt against a key with nothing else."""
    if chosen.receipt:
        return verify_receipt(chosen.receipt, chosen.key)
    kept = kept_heads(chosen.published) if chosen.published else []
    with application():
        return verify_log(kept)


def kept_heads(path: Path) -> list[str]:
    """Return the checkpoints in a file that a witness kept: what /ledger/heads.json answers."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["checkpoints"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"{path}: no heads in it ({error}). Keep what /ledger/heads.json answers."
        ) from None
    return [str(head) for head in found]


def verify_log(published: Sequence[str] = ()) -> int:
    """Verify the log of the database that Django is set up on; 1 when it isn't whole.

    `published` are heads that a witness kept: they catch an owner who rebuilt it all.
    """
    from tinhso.kernel.ledger.keys import verifier
    from tinhso.kernel.ledger.verification import verify_all

    found = verify_all(verifiers=[verifier()], published=published)
    print(f"{found.size} events under {found.heads} signed heads; {found.unsealed} not sealed yet")
    if published:
        print(f"compared with {len(published)} heads kept outside")
    if found.failure is None:
        print("The log is whole: every event, every kept hash and every signed head.")
        return 0
    failure = found.failure
    print(f"NOT WHOLE: {failure.fault} from position {failure.position} to {failure.until}")
    print(f"  {failure.detail}")
    return 1


def verify_receipt(path: Path, key: str | None) -> int:
    """Verify one receipt offline."""
    from tinhso.kernel.ledger.rules.notes import NoteError, Verifier
    from tinhso.kernel.ledger.rules.receipts import Receipt, ReceiptError, holds
    from tinhso.kernel.ledger.rules.receipts import verify_receipt as verify

    if not key:
        raise CommandError("Name the log's public key: --key KEY (it is shown at /ledger/key)")
    try:
        words = Path(key).read_text(encoding="utf-8") if Path(key).is_file() else key
        findings = verify(Receipt.parse(path.read_bytes()), Verifier.parse(words.strip()))
    except (OSError, NoteError, ReceiptError) as error:
        raise CommandError(f"{path}: {error}") from None
    for finding in findings:
        print(f"{finding.outcome:<8} {finding.check} {finding.detail}".rstrip())
    return 0 if holds(findings) else 1


def seal(_: argparse.Namespace) -> int:
    """Seal what is finished now."""
    with application():
        from django.utils import timezone

        from tinhso.config.following import follow
        from tinhso.kernel.ledger.queries import latest_head

        follow(now=timezone.now)
        head = latest_head()
        print(head.checkpoint if head else "Nothing has happened yet.")
        return 0
