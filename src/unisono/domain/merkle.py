"""The tree of hashes over a ledger's facts: RFC 6962 (2.1) and RFC 9162 (2.1), with SHA-256.

One root of 32 bytes stands for all leaves in their order. Whoever has kept an old root can be shown, by a handful of
hashes, that a fact is among those leaves (inclusion), and that a later tree has only grown (consistency).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

HASH_BYTES = 32
_SIZE_BYTES = 8
_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_hash(body: bytes) -> bytes:
    """Return the hash of a leaf, 32 bytes.

    >>> leaf_hash(b"").hex()
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'
    """
    return sha256(_LEAF + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children, 32 bytes."""
    return sha256(_NODE + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that must be known of a tree to let it grow: the roots of its complete subtrees, the widest first.

    There is one for each bit that is set in `size`, the number of leaves.
    """

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> "Frontier":
        """Return the tree with one leaf more.

        Args:
            leaf: its hash, as `leaf_hash` returns it.
        """
        roots, width = list(self.roots), self.size
        while width & 1:
            leaf = node_hash(roots.pop(), leaf)
            width >>= 1
        return Frontier(self.size + 1, (*roots, leaf))

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """Return the tree with more leaves, level by level: one pass for each doubling, which is quick for many.

        Args:
            leaves: their hashes, in their order.
        """
        nodes = list(leaves)
        size, width, left = self.size + len(nodes), self.size, list(self.roots)
        roots: list[bytes] = []
        while nodes or width:
            if width & 1:
                nodes.insert(0, left.pop())
            if len(nodes) & 1:
                roots.append(nodes.pop())
            pairs = iter(nodes)
            nodes = [sha256(_NODE + one + other).digest() for one, other in zip(pairs, pairs, strict=True)]
            width >>= 1
        return Frontier(size, tuple(reversed(roots)))

    @property
    def root(self) -> bytes:
        """Return the root over all leaves, 32 bytes; that of no leaves is the hash of nothing."""
        if not self.roots:
            return sha256().digest()
        *wider, root = self.roots
        for subtree in reversed(wider):
            root = node_hash(subtree, root)
        return root

    def to_bytes(self) -> bytes:
        """Return the size, 8 bytes, and the roots, 32 bytes each."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.roots)

    @classmethod
    def from_bytes(cls, written: bytes) -> "Frontier":
        """Return what `to_bytes` wrote.

        Raises:
            ValueError: there are not as many roots as the size needs.
        """
        size = int.from_bytes(written[:_SIZE_BYTES], "big")
        if len(written) != _SIZE_BYTES + HASH_BYTES * size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} complete subtrees")
        roots = range(_SIZE_BYTES, len(written), HASH_BYTES)
        return cls(size, tuple(written[start : start + HASH_BYTES] for start in roots))


def root_over(leaves: Iterable[bytes]) -> bytes:
    """Return the root over the hashes of leaves."""
    return Frontier().extend(leaves).root


def inclusion_path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the hashes that lead from a leaf to the root, the nearest first (RFC 9162, 2.1.3.1).

    Args:
        leaves: the hashes of all leaves.
        index: which leaf, from 0.
    """
    path: list[bytes] = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(root_over(islice(leaves, middle, end)))
            end = middle
        else:
            path.append(root_over(islice(leaves, start, middle)))
            start = middle
    return tuple(reversed(path))


def is_included(leaf: bytes, *, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Return whether a path proves that a leaf is in a tree (RFC 9162, 2.1.3.2).

    Args:
        leaf: the hash of the leaf.
        index: its place, from 0.
        size: how many leaves the tree has.
        path: as `inclusion_path` returns it.
        root: the root of the tree.
    """
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_path(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """Return the hashes that prove that a tree grew from its first leaves (RFC 9162, 2.1.4.1).

    Args:
        leaves: the hashes of all leaves of the grown tree.
        old_size: how many leaves the old tree had; with 0 or all of them nothing is to prove.
    """
    path: list[bytes] = []
    start, end, is_old_root = 0, len(leaves), True
    if not 0 < old_size < end:
        return ()
    while old_size < end:
        middle = start + _split(end - start)
        if old_size <= middle:
            path.append(root_over(islice(leaves, middle, end)))
            end = middle
        else:
            path.append(root_over(islice(leaves, start, middle)))
            start, is_old_root = middle, False
    if not is_old_root:
        path.append(root_over(islice(leaves, start, end)))
    return tuple(reversed(path))


def is_grown(*, old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Return whether a path proves that a tree has only grown since an old root (RFC 9162, 2.1.4.2).

    Args:
        old_size: how many leaves the old tree had.
        old_root: its root.
        size: how many leaves the grown tree has.
        root: its root.
        path: as `consistency_path` returns it.
    """
    if old_size == 0:
        return not path and old_root == root_over(())
    if old_size == size:
        return not path and old_root == root
    if not 0 < old_size < size or not path:
        return False
    first, *steps = path if old_size & (old_size - 1) else (old_root, *path)
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_found = found = first
    for step in steps:
        if last == 0:
            return False
        if place & 1 or place == last:
            old_found, found = node_hash(step, old_found), node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old_found == old_root and found == root


def _split(width: int) -> int:
    """Return the largest power of two below a width of at least two."""
    return int(1 << ((width - 1).bit_length() - 1))
