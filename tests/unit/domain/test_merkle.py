"""The tree of hashes against the vectors that implementations of Certificate Transparency publish, and a plain twin.

The eight leaves and their roots and paths stand in the tests of google/certificate-transparency
(`cpp/merkletree/merkle_tree_test.cc`) and its successors, under the Apache licence.
"""

from collections.abc import Sequence
from hashlib import sha256

import pytest

from unisono.domain.merkle import (
    Frontier,
    consistency_path,
    inclusion_path,
    is_grown,
    is_included,
    leaf_hash,
    node_hash,
    root_over,
)

LEAVES = [
    leaf_hash(bytes.fromhex(leaf))
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def plain_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root word for word as RFC 6962 defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(plain_root(leaves[:split]), plain_root(leaves[split:]))


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    """The roots over the first leaves are the published ones, grown one by one, at once, and by definition."""
    one_by_one = Frontier()
    for leaf in LEAVES[:size]:
        one_by_one = one_by_one.append(leaf)
    assert one_by_one.root.hex() == ROOTS[size]
    assert Frontier().extend(LEAVES[:size]) == one_by_one
    assert plain_root(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_published_inclusion_paths(index: int, size: int) -> None:
    """The paths from a leaf to the root are the published ones, and prove what they should."""
    path = inclusion_path(LEAVES[:size], index)
    assert [step.hex() for step in path] == INCLUSION[index, size]
    assert is_included(LEAVES[index], index=index, size=size, path=path, root=bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old_size", "size"), CONSISTENCY)
def test_published_consistency_paths(old_size: int, size: int) -> None:
    """The paths from an old root to a new one are the published ones, and prove what they should."""
    path = consistency_path(LEAVES[:size], old_size)
    assert [step.hex() for step in path] == CONSISTENCY[old_size, size]
    roots = {"old_root": bytes.fromhex(ROOTS[old_size]), "root": bytes.fromhex(ROOTS[size])}
    assert is_grown(old_size=old_size, size=size, path=path, **roots)


def test_every_tree_grew_from_the_empty_one() -> None:
    """Growth from nothing needs no path, and only nothing's own root counts as its root."""
    root = root_over(LEAVES)
    assert consistency_path(LEAVES, 0) == ()
    assert is_grown(old_size=0, old_root=root_over(()), size=8, root=root, path=())
    assert not is_grown(old_size=0, old_root=root, size=8, root=root, path=())


def test_a_place_outside_the_tree_is_never_proved() -> None:
    """A leaf at or beyond the size is not included, nor is one below zero."""
    for index in (-1, 1, 2):
        assert not is_included(LEAVES[0], index=index, size=1, path=(), root=LEAVES[0])


def test_a_path_of_another_length_proves_nothing() -> None:
    """A step too many or too few is refused, whatever the hashes."""
    path, root = inclusion_path(LEAVES, 5), root_over(LEAVES)
    for wrong in (path[:-1], (*path, root)):
        assert not is_included(LEAVES[5], index=5, size=8, path=wrong, root=root)
    grown = consistency_path(LEAVES, 6)
    for wrong in (grown[:-1], (*grown, root), ()):
        assert not is_grown(old_size=6, old_root=root_over(LEAVES[:6]), size=8, root=root, path=wrong)


def test_a_tree_never_shrinks() -> None:
    """No path proves that a tree grew to fewer leaves."""
    roots = {"old_root": root_over(LEAVES), "root": root_over(LEAVES[:6])}
    for size in (8, -8):
        assert not is_grown(old_size=size, size=6, path=consistency_path(LEAVES, 6), **roots)


def test_a_frontier_is_kept_as_bytes() -> None:
    """What is stored of a tree grows on as if it had never been stored; other bytes are refused."""
    stored = Frontier().extend(LEAVES[:5]).to_bytes()
    assert len(stored) == 8 + 2 * 32
    assert Frontier.from_bytes(stored).extend(LEAVES[5:]).root.hex() == ROOTS[8]
    for wrong in (stored[:-1], stored + b"\x00", b""):
        with pytest.raises(ValueError, match="complete subtrees"):
            Frontier.from_bytes(wrong)
