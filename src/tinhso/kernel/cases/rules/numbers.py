"""Public numbers and secret codes: read aloud on the phone, never guessed one from another."""

import hashlib
import hmac

# Without 0/O, 1/I/L and U: what is easily misheard or misread.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_LENGTH = 6
SECRET_GROUPS = 3
HALF = len(LETTERS) ** (NUMBER_LENGTH // 2)
ROUNDS = 8


def number_of(count: int, prefix: str, year: int, *, pepper: str) -> str:
    """Return the public number of the count-th case: `TN-26-K7M4Q2`, one of 729 million.

    A secret permutation (a Feistel network of keyed hashes) of the count: no two counts give one
    number, and a number says nothing about the one before or after it. The count starts again
    after 729 million. Another pepper is another permutation, whose numbers may meet older ones.
    """
    left, right = divmod(count % HALF**2, HALF)
    for turn in range(ROUNDS):
        said = f"tinhso case number {turn} {right}".encode()
        mixed = int.from_bytes(hmac.digest(pepper.encode(), said, "sha256")[:8], "big")
        left, right = right, (left + mixed) % HALF
    number = left * HALF + right
    letters = []
    for _ in range(NUMBER_LENGTH):
        number, index = divmod(number, len(LETTERS))
        letters.append(LETTERS[index])
    return f"{prefix}-{year % 100:02}-{''.join(letters)}"


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
