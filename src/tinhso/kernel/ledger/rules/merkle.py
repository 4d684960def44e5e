"""The Merkle tree of RFC 9162 (Certificate Transparency 2.0), section 2.1: pure arithmetic.

A leaf hashes as SHA-256(0x00 || content), an inner node as SHA-256(0x01 || left || right), so that
no inner node can pass for a leaf. Leaves count from 0; ranges are half open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
# Kept nodes are the roots of complete subtrees of 256, 256^2, ... leaves: one row for 256 leaves,
# and a proof reads at most one run of 256 rows a level (the same width as C2SP tlog-tiles).
WIDTH_BITS = 8
WIDTH = 1 << WIDTH_BITS

Range = tuple[int, int]


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of a leaf that holds `content` (32 bytes)."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (32 bytes)."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash over leaf hashes (RFC 9162 section 2.1.1)."""
    if not leaves:
        return EMPTY_ROOT
    level = list(leaves)
    while len(level) > 1:
        # An odd last node has no partner and moves up unchanged: the RFC's split at the largest
        # power of two, read from below.
        odd = [level[-1]] if len(level) % 2 else []
        level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)] + odd
    return level[0]


def split(size: int) -> int:
    """Return the largest power of two smaller than `size` (at least 2)."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_ranges(position: int, size: int) -> list[Range]:
    """Return the ranges whose subtree hashes prove a leaf, from the leaf upwards (2.1.3.1).

    Raises ValueError if no such leaf is in a log of that size.
    """
    if not 0 <= position < size:
        raise ValueError(f"A log of {size} has no position {position}.")
    ranges: list[Range] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if position < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """Return the ranges whose subtree hashes prove that `new` extends `old` (2.1.4.1).

    Raises ValueError unless 0 < old <= new.
    """
    if not 0 < old <= new:
        raise ValueError(f"A log of {new} cannot extend one of {old}.")
    ranges: list[Range] = []
    start, end = 0, new
    whole = True
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
            whole = False
    if not whole:
        ranges.append((start, end))
    return ranges[::-1]


@dataclass(frozen=True, slots=True)
class Run:
    """Kept hashes side by side: `count` of them at `level`, from `index` on (level 0: leaves)."""

    level: int
    index: int
    count: int


def runs(wanted: Range) -> list[Run]:
    """Return the kept hashes that make up a range of a proof, left to right.

    Each run folds into one perfect subtree; the subtrees shrink from left to right.
    """
    start, end = wanted
    found: list[Run] = []
    while start < end:
        height = (end - start).bit_length() - 1
        level = height // WIDTH_BITS
        found.append(Run(level, start >> level * WIDTH_BITS, 1 << height % WIDTH_BITS))
        start += 1 << height
    return found


def prove(ranges: Iterable[Range], kept: Mapping[tuple[int, int], bytes]) -> list[bytes]:
    """Return a proof's hashes from the kept hashes by (level, index); `runs` tells which."""
    return [
        fold(
            [
                root([kept[run.level, run.index + i] for i in range(run.count)])
                for run in runs(wanted)
            ]
        )
        for wanted in ranges
    ]


def fold(subtrees: Sequence[bytes]) -> bytes:
    """Return the hash over perfect subtrees that shrink from left to right."""
    *rest, last = subtrees
    for subtree in reversed(rest):
        last = node_hash(subtree, last)
    return last


def included(leaf: bytes, position: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Tell whether `path` proves that the leaf stands at `position` under `root` (2.1.3.2)."""
    if not 0 <= position < size:
        return False
    fn, sn, r = position, size - 1, leaf
    for sibling in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(sibling, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def consistent(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Tell whether `path` proves that the log of `new` only adds to that of `old` (2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    steps = list(path)
    if old & old - 1 == 0:
        steps = [old_root, *steps]
    if not steps:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(step, fr), node_hash(step, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root


@dataclass(slots=True)
class Frontier:
    """The growing edge of a log: at each level the hashes not yet under a complete subtree.

    `levels[0]` holds up to 255 leaf hashes, `levels[n]` up to 255 hashes of subtrees of 256**n.
    """

    size: int = 0
    levels: list[list[bytes]] = field(default_factory=list)

    def append(self, leaves: Iterable[bytes]) -> list[tuple[int, int, bytes]]:
        """Add leaf hashes; return (level, index, hash) of each subtree that became complete."""
        complete: list[tuple[int, int, bytes]] = []
        for leaf in leaves:
            self.size += 1
            level, carried = 0, leaf
            while True:
                if level == len(self.levels):
                    self.levels.append([])
                edge = self.levels[level]
                edge.append(carried)
                if len(edge) < WIDTH:
                    break
                carried = root(edge)
                edge.clear()
                level += 1
                complete.append((level, (self.size >> level * WIDTH_BITS) - 1, carried))
        return complete

    def root(self) -> bytes:
        """Return the Merkle tree hash of the log as it stands."""
        if not self.size:
            return EMPTY_ROOT
        subtrees: list[bytes] = []
        for edge in reversed(self.levels):
            start, left = 0, len(edge)
            while left:
                count = 1 << left.bit_length() - 1
                subtrees.append(root(edge[start : start + count]))
                start, left = start + count, left - count
        return fold(subtrees)


def edge_runs(size: int) -> list[Run]:
    """Return which kept hashes make the Frontier of a log of `size`, level by level from 0."""
    found: list[Run] = []
    level = 0
    while size >> level * WIDTH_BITS:
        count = size >> level * WIDTH_BITS
        found.append(Run(level, count & ~(WIDTH - 1), count & WIDTH - 1))
        level += 1
    return found


def frontier(size: int, kept: Mapping[tuple[int, int], bytes]) -> Frontier:
    """Return the Frontier of a log of `size` from its kept hashes by (level, index)."""
    return Frontier(
        size,
        [[kept[run.level, run.index + i] for i in range(run.count)] for run in edge_runs(size)],
    )
