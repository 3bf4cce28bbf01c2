"""The model of foresight in its file: what comes back, and what is refused."""

from pathlib import Path
from string import Template

import pytest
import sklearn
from skops.io import dump

from tests.commitments import MONDAY
from tests.plain_fact_table import PlainFactTable
from tests.tailors import FEW_TREES, past
from unisono.analytics.foresight.learning import Params
from unisono.analytics.foresight.model import Model
from unisono.analytics.foresight.moments import at_steps
from unisono.analytics.foresight.tracks import Tracks
from unisono.services.foreseeing import kept_or_trained, read_tracks, train
from unisono.services.ports import OtherModel
from unisono.storage.models import FORMAT, ModelFile

TABLE = PlainFactTable(past(70))


@pytest.fixture(scope="module")
def tracks() -> Tracks:
    """Return the tracks of a tailor's shop."""
    return read_tracks(table=TABLE)


@pytest.fixture(scope="module")
def model() -> Model:
    """Return what was learned in the shop."""
    return train(table=TABLE, params=FEW_TREES)


def test_a_model_comes_back_as_it_was(model: Model, tracks: Tracks, tmp_path: Path) -> None:
    """What is kept foresees exactly what was foreseen before, and stands in the place of an older one."""
    store = ModelFile(tmp_path / "beside")
    assert store.kept() is None
    store.keep(train(table=TABLE, params=Params(fewest_trees=10**6)))
    store.keep(model)
    kept = store.kept()
    assert kept is not None
    moments = at_steps(tracks)
    assert (kept.foresee(tracks, moments).seconds == model.foresee(tracks, moments).seconds).all()
    assert [path.name for path in store.path.parent.iterdir()] == ["model.skops"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"format": "unisono-foresight/0", "scikit-learn": sklearn.__version__}, "another version of Unisono"),
        ({"format": FORMAT, "scikit-learn": "0.1"}, r"made with scikit-learn 0\.1"),
        ({"format": FORMAT, "scikit-learn": sklearn.__version__, "model": {"way": "oracle"}}, "another version"),
        ({"format": FORMAT, "model": Template("any object")}, "no part of a model"),
    ],
)
def test_another_model_is_refused(told: dict[str, object], why: str, tmp_path: Path) -> None:
    """A model of another version, or a file that holds anything else, is refused with a sentence."""
    store = ModelFile(tmp_path)
    dump(told, store.path)
    with pytest.raises(OtherModel, match=why):
        store.kept()


def test_half_a_file_is_no_model(model: Model, tmp_path: Path) -> None:
    """A file that breaks off is refused, and a new model is learned in its place."""
    store = ModelFile(tmp_path)
    store.keep(model)
    store.path.write_bytes(store.path.read_bytes()[:1000])
    with pytest.raises(OtherModel, match="cannot be read"):
        store.kept()
    said: list[str] = []
    learned = kept_or_trained(table=TABLE, store=store, tell=said.append, params=FEW_TREES)
    assert (learned.scores == model.scores).all()
    assert said == ["The kept model of foresight cannot be used: its file cannot be read. It is made anew."]
    assert kept_or_trained(table=TABLE, store=store, tell=said.append).until == model.until > MONDAY.timestamp()
    assert len(said) == 1
