"""Public numbers and secret codes: read aloud on the phone, never guessed one from another."""

import hashlib
import hmac
import secrets

# Without 0/O, 1/I/L and U: what is easily misheard or misread.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_LENGTH = 6
SECRET_GROUPS = 3


def new_number(prefix: str, year: int) -> str:
    """Return a public number such as `TN-26-K7M4Q2`: 729 million a prefix and year, at random."""
    code = "".join(secrets.choice(LETTERS) for _ in range(NUMBER_LENGTH))
    return f"{prefix}-{year % 100:02}-{code}"


def secret_of(key: str, *, pepper: str) -> str:
    """Return the secret code of the case filed under `key`, such as `K7M4-Q2PX-9RTB`.

    It follows from the key (58 bits), so that filing again after a lost answer gives the same
    code, though only a hash of it is kept. `pepper` is the deployment's own secret.
    """
    digest = hmac.digest(pepper.encode(), b"tinhso case secret\0" + key.encode(), "sha256")
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(4 * SECRET_GROUPS):
        number, index = divmod(number, len(LETTERS))
        letters.append(LETTERS[index])
    code = "".join(letters)
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def keyed_hash(value: str, *, pepper: str) -> str:
    """Return what is kept of a key or a secret code: 64 hex digits."""
    return hmac.new(pepper.encode(), value.encode(), hashlib.sha256).hexdigest()


def normal(typed: str) -> str:
    """Return a number or code as it is kept, however it was typed: `k7m4 q2px9rtb`, lower case."""
    return "".join(c for c in typed.upper() if c in LETTERS or c.isdigit())


def normal_secret(typed: str) -> str:
    """Return a secret code in its groups, however it was typed."""
    code = normal(typed)
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def normal_number(typed: str) -> str:
    """Return a public number with its dashes, however it was typed: `tn26k7m4q2`."""
    code = "".join(c for c in typed.upper() if c.isalnum())
    if len(code) <= NUMBER_LENGTH + 2:
        return code
    head, year, tail = (
        code[: -NUMBER_LENGTH - 2],
        code[-NUMBER_LENGTH - 2 : -NUMBER_LENGTH],
        code[-NUMBER_LENGTH:],
    )
    return f"{head}-{year}-{tail}"
