"""The model of foresight in a file: skops writes what it is made of, and nothing that a file says is ever executed."""

import os
from dataclasses import fields
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from zipfile import BadZipFile

import sklearn
from skops.io import dump, get_untrusted_types, load

from unisono.analytics.foresight.features import Features
from unisono.analytics.foresight.model import Model, Way
from unisono.services.ports import OtherModel

FORMAT: Final = "unisono-foresight/1"

TRUSTED: Final = (
    "functools.partial",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.utils.validation.check_array",
)
"""What trees are made of beside the types that skops trusts: a function that checks arrays, and its arguments."""


class ModelFile:
    """The newest model, in a folder; `services.ports.ModelStore` says what it does.

    Args of the constructor:
        folder: where it is kept; made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def path(self) -> Path:
        """Return where the model lies."""
        return self._folder / "model.skops"

    def keep(self, model: Model) -> None:
        """Keep a model in the place of the one before, so that no process ever sees half of it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        plain = {item.name: getattr(model, item.name) for item in fields(model)}
        plain |= {
            "way": model.way.value,
            "features": {item.name: getattr(model.features, item.name) for item in fields(model.features)},
        }
        with NamedTemporaryFile(dir=self._folder, prefix=".making-", suffix=".skops", delete=False) as made:
            passing = Path(made.name)
        try:
            dump({"format": FORMAT, "scikit-learn": sklearn.__version__, "model": plain}, passing)
            with passing.open("rb") as written:
                os.fsync(written.fileno())
            passing.replace(self.path)
        finally:
            passing.unlink(missing_ok=True)

    def kept(self) -> Model | None:
        """Return the kept model, or None where there is none.

        Raises:
            OtherModel: it was kept by another version, or cannot be read.
        """
        if not self.path.is_file():
            return None
        try:
            strange = sorted({*get_untrusted_types(file=self.path)} - {*TRUSTED})
            if strange:
                raise OtherModel(f"it holds {strange[0]}, which is no part of a model")
            told = load(self.path, trusted=[*TRUSTED])
        except (BadZipFile, KeyError, TypeError, ValueError, AttributeError, ImportError, EOFError) as trouble:
            raise OtherModel("its file cannot be read") from trouble
        return _model(told)


def _model(told: object) -> Model:
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise OtherModel("it was kept by another version of Unisono")
    if told.get("scikit-learn") != sklearn.__version__:
        raise OtherModel(f"it was made with scikit-learn {told.get('scikit-learn')}, and {sklearn.__version__} is here")
    plain = dict(told["model"])
    names, own = {item.name for item in fields(Model)}, {item.name for item in fields(Features)}
    if set(plain) != names or set(plain["features"]) != own:
        raise OtherModel("it was kept by another version of Unisono")
    return Model(**plain | {"way": Way(plain["way"]), "features": Features(**plain["features"])})
