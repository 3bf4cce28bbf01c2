"""Laws of the tree of hashes, for trees and places of any size."""

from hypothesis import given
from hypothesis import strategies as st

from unisono.domain.merkle import (
    Frontier,
    consistency_path,
    inclusion_path,
    is_grown,
    is_included,
    leaf_hash,
    root_over,
)

sizes = st.integers(min_value=1, max_value=70)


def leaves(size: int) -> list[bytes]:
    """Return the hashes of the leaves "0", "1", ..."""
    return [leaf_hash(str(number).encode()) for number in range(size)]


@given(size=st.integers(min_value=0, max_value=70), cut=st.data())
def test_a_tree_may_grow_in_any_portions(size: int, cut: st.DataObject) -> None:
    """Growing one by one, in two portions, or at once gives the same tree."""
    all_leaves = leaves(size)
    first = cut.draw(st.integers(min_value=0, max_value=size))
    one_by_one = Frontier()
    for leaf in all_leaves:
        one_by_one = one_by_one.append(leaf)
    in_two = Frontier().extend(all_leaves[:first]).extend(all_leaves[first:])
    assert in_two == one_by_one == Frontier().extend(all_leaves)
    assert Frontier.from_bytes(in_two.to_bytes()) == in_two


@given(size=sizes, data=st.data())
def test_each_leaf_is_proved_in_its_place_only(size: int, data: st.DataObject) -> None:
    """The path of a leaf proves it at its place, and no other leaf, place, or size with other leaves."""
    all_leaves = leaves(size)
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    path, root = inclusion_path(all_leaves, index), root_over(all_leaves)
    assert is_included(all_leaves[index], index=index, size=size, path=path, root=root)
    other = data.draw(st.integers(min_value=0, max_value=size - 1).filter(lambda place: place != index or size == 1))
    if other != index:
        assert not is_included(all_leaves[other], index=index, size=size, path=path, root=root)
        assert not is_included(all_leaves[index], index=other, size=size, path=path, root=root)
    assert not is_included(leaf_hash(b"forged"), index=index, size=size, path=path, root=root)


@given(size=sizes, data=st.data())
def test_growth_is_proved_and_change_is_not(size: int, data: st.DataObject) -> None:
    """A tree that grew from an old one proves so; one in which an old leaf was changed cannot, by its own path."""
    all_leaves = leaves(size)
    old_size = data.draw(st.integers(min_value=1, max_value=size))
    old_root = root_over(all_leaves[:old_size])

    def grew_to(later: list[bytes]) -> bool:
        path = consistency_path(later, old_size)
        return is_grown(old_size=old_size, old_root=old_root, size=size, root=root_over(later), path=path)

    assert grew_to(all_leaves)
    changed = data.draw(st.integers(min_value=0, max_value=old_size - 1))
    forged = [*all_leaves[:changed], leaf_hash(b"forged"), *all_leaves[changed + 1 :]]
    assert not grew_to(forged)
