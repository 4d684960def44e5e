"""The tree against the RFC's own definition, written as plainly as it stands there."""

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tinhso.kernel.ledger.rules.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_ranges,
    consistent,
    edge_runs,
    fold,
    frontier,
    included,
    inclusion_ranges,
    leaf_hash,
    prove,
    root,
    runs,
)

SIZES = st.integers(1, 700)


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(str(i).encode()) for i in range(size)]


def naive_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def kept(leaves: list[bytes]) -> dict[tuple[int, int], bytes]:
    """Everything the tables hold of a log."""
    nodes = Frontier().append(leaves)
    return {(0, i): leaf for i, leaf in enumerate(leaves)} | {(lv, i): h for lv, i, h in nodes}


def proof(leaves: list[bytes], ranges: list[tuple[int, int]]) -> list[bytes]:
    return [naive_root(leaves[start:end]) for start, end in ranges]


def test_the_empty_log_and_the_known_vectors_of_certificate_transparency() -> None:
    inputs = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "60616263646566676869" + "6a6b6c6d6e6f",
    ]
    leaves = [leaf_hash(bytes.fromhex(text)) for text in inputs]
    assert root([]) == EMPTY_ROOT == sha256(b"").digest()
    assert (
        root(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(SIZES)
def test_the_root_is_the_rfcs(size: int) -> None:
    assert root(leaves_of(size)) == naive_root(leaves_of(size))


@given(SIZES, st.data())
def test_a_log_grown_in_any_pieces_has_the_same_root(size: int, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, size), max_size=5).map(sorted))
    leaves = leaves_of(size)
    tree = Frontier()
    for start, end in zip([0, *cuts], [*cuts, size], strict=True):
        tree.append(leaves[start:end])
    assert tree.root() == naive_root(leaves)


@given(SIZES)
def test_the_edge_can_be_read_back_from_what_is_kept(size: int) -> None:
    leaves = leaves_of(size)
    needed = {(run.level, run.index + i) for run in edge_runs(size) for i in range(run.count)}
    only = {place: hash_ for place, hash_ in kept(leaves).items() if place in needed}
    assert frontier(size, only).root() == naive_root(leaves)


def test_the_edge_holds_beyond_two_levels_of_kept_nodes() -> None:
    leaves = leaves_of(2 * 65_536 + 300)
    tree = Frontier()
    nodes = tree.append(leaves)
    assert {level for level, _, _ in nodes} == {1, 2}
    assert tree.root() == naive_root(leaves)


@given(SIZES, st.data())
def test_every_leaf_has_a_proof_that_holds_for_it_alone(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    position = data.draw(st.integers(0, size - 1))
    path = proof(leaves, inclusion_ranges(position, size))
    head = naive_root(leaves)
    assert included(leaves[position], position, size, path, head)
    assert not included(leaf_hash(b"other"), position, size, path, head)
    assert not included(leaves[position], position, size, path, leaf_hash(b"other"))
    assert not included(leaves[position], size, size, path, head)
    assert not included(leaves[position], position, size, [*path, head], head)
    if path:
        assert not included(leaves[position], position, size, path[:-1], head)
        other = data.draw(st.integers(0, size - 1))
        assume(other != position)
        assert not included(leaves[position], other, size, path, head)


@given(SIZES, st.data())
def test_proofs_from_kept_hashes_are_those_of_the_whole_tree(
    size: int, data: st.DataObject
) -> None:
    leaves = leaves_of(size)
    old = data.draw(st.integers(1, size))
    for ranges in (inclusion_ranges(old - 1, size), consistency_ranges(old, size)):
        assert prove(ranges, kept(leaves)) == proof(leaves, ranges)


@given(SIZES, st.data())
def test_a_longer_log_proves_that_it_only_added(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    old = data.draw(st.integers(1, size))
    path = proof(leaves, consistency_ranges(old, size))
    before, after = naive_root(leaves[:old]), naive_root(leaves)
    assert consistent(old, size, before, after, path)
    assert not consistent(old, size, leaf_hash(b"x"), after, path)
    assert not consistent(old, size, before, leaf_hash(b"x"), path)
    assert not consistent(old, size, before, after, [*path, before])


@given(st.integers(2, 300), st.data())
def test_a_log_rebuilt_over_an_altered_past_can_prove_nothing(
    size: int, data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, size - 1))
    victim = data.draw(st.integers(0, old - 1))
    honest = leaves_of(size)
    published = naive_root(honest[:old])
    rebuilt = [*honest]
    rebuilt[victim] = leaf_hash(b"altered")
    path = proof(rebuilt, consistency_ranges(old, size))
    assert consistent(old, size, naive_root(rebuilt[:old]), naive_root(rebuilt), path)
    assert not consistent(old, size, published, naive_root(rebuilt), path)


@given(st.integers(0, 10**9), st.integers(1, 10**7))
def test_a_range_is_read_as_perfect_subtrees_that_shrink(index: int, length: int) -> None:
    start = index << (length - 1).bit_length()
    pieces = runs((start, start + length))
    sizes = [piece.count << 8 * piece.level for piece in pieces]
    assert sum(sizes) == length
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)
    assert pieces[0].index << 8 * pieces[0].level == start


def test_folding_one_is_itself() -> None:
    assert fold([leaf_hash(b"a")]) == leaf_hash(b"a")


@pytest.mark.parametrize(("position", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_what_is_not_in_the_log_has_no_proof(position: int, size: int) -> None:
    with pytest.raises(ValueError, match="no position"):
        inclusion_ranges(position, size)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_a_log_never_shrinks(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="cannot extend"):
        consistency_ranges(old, new)
