"""Where files come from: a disk and the package's own shelf, or the texts that a log recorded.

A bare name (`crisis`) is shipped, else `NAME.toml` beside the scenario; a name with `.toml` or `/` is a file of the
scenario's own folder. A log records `wargame/rules/crisis.toml` for what is shipped and the path inside the
scenario's folder for everything else, so that no machine's path gets into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Protocol

import attrs

from wargame.content import suggest
from wargame.content.toml_file import LARGEST_FILE, TomlFile, decode, parse, whole

SHELVES = ("scenarios", "rules")


class NotFound(Exception):
    """A reference that names no file: what is wrong, and a remedy."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Library(Protocol):
    """Opens files by reference. Raises NotFound, or LoadError for a file that cannot be parsed."""

    def root(self, name: str) -> TomlFile:
        """The scenario that a user names."""
        ...

    def open(self, reference: str, shelf: str, asker: TomlFile) -> TomlFile:
        """The file that `asker` refers to; `shelf` is scenarios or rules."""
        ...


@attrs.define
class Disk:
    """Files of the package and of a scenario's own folder."""

    folder: Path | None = None

    def root(self, name: str) -> TomlFile:
        if not _is_path(name):
            text = _shipped_text("scenarios", name)
            if text is not None:
                return _shipped_file("scenarios", name, text)
            hint = suggest.did_you_mean(name, shelf_names("scenarios")) or "a scenario of your own is named by its path"
            raise NotFound(f'there is no scenario "{name}"', hint)
        path = Path(name)
        self.folder = path.parent
        return _read(path, path.name, name)

    def open(self, reference: str, shelf: str, asker: TomlFile) -> TomlFile:
        if not _is_path(reference):
            text = _shipped_text(shelf, reference)
            if text is not None:
                return _shipped_file(shelf, reference, text)
        _refuse_strange(reference, asker)
        known = shelf_names(shelf)
        if not asker.local or self.folder is None:
            raise NotFound(
                f'there is no "{reference}" among the shipped {shelf}', suggest.did_you_mean(reference, known)
            )
        inner = reference if _is_path(reference) else f"{reference}.toml"
        path = self.folder / inner
        if not path.is_file():
            beside = [file.stem for file in self.folder.glob("*.toml")][:200]
            hint = suggest.did_you_mean(reference, [*known, *beside])
            raise NotFound(f'there is no "{reference}"', hint or f"looked for {inner} beside the scenario")
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise NotFound(f'"{reference}" lies outside the scenario\'s folder', "copy the file into the folder")
        return _read(path, PurePosixPath(inner).as_posix(), path.as_posix())


@attrs.frozen
class Once:
    """A library that reads each file once, for a check that lays them together many times."""

    library: Library
    _files: dict[tuple[str, ...], TomlFile] = attrs.field(factory=dict, init=False)

    def root(self, name: str) -> TomlFile:
        if (name,) not in self._files:
            self._files[name,] = self.library.root(name)
        return self._files[name,]

    def open(self, reference: str, shelf: str, asker: TomlFile) -> TomlFile:
        key = (reference, shelf, asker.name)
        if key not in self._files:
            self._files[key] = self.library.open(reference, shelf, asker)
        return self._files[key]


@attrs.frozen
class Texts:
    """Files as a log recorded them, by recorded name."""

    files: Mapping[str, str]

    def root(self, name: str) -> TomlFile:
        return self._file(name)

    def open(self, reference: str, shelf: str, asker: TomlFile) -> TomlFile:
        shipped = f"wargame/{shelf}/{reference}.toml"
        if not _is_path(reference) and shipped in self.files:
            return self._file(shipped)
        _refuse_strange(reference, asker)
        return self._file(PurePosixPath(reference if _is_path(reference) else f"{reference}.toml").as_posix())

    def _file(self, name: str) -> TomlFile:
        if name not in self.files:
            raise NotFound(f'there is no "{name}" among the recorded files')
        return parse(name, name, self.files[name], local=not name.startswith("wargame/"))


def shelf_names(shelf: str) -> list[str]:
    """Names of the shipped files of a shelf, sorted."""
    return sorted(entry.name.removesuffix(".toml") for entry in _shelf(shelf).iterdir() if entry.name.endswith(".toml"))


def _shelf(shelf: str) -> resources.abc.Traversable:
    """A wheel carries its files in wargame/data; in a checkout they lie beside src."""
    package = resources.files("wargame")
    packed = package / "data" / shelf
    if packed.is_dir():
        return packed
    return Path(str(package)).parent.parent / shelf


def _shipped_text(shelf: str, name: str) -> str | None:
    if not name.isidentifier():
        return None
    entry = _shelf(shelf) / f"{name}.toml"
    return decode(f"{shelf}/{name}.toml", entry.read_bytes()) if entry.is_file() else None


def _shipped_file(shelf: str, name: str, text: str) -> TomlFile:
    return parse(f"wargame/{shelf}/{name}.toml", f"{shelf}/{name}.toml", text, local=False)


def _read(path: Path, name: str, shown: str) -> TomlFile:
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise NotFound(f'there is no file "{shown}"') from None
    except OSError as error:
        raise whole(shown, f"the file cannot be read: {(error.strerror or 'no reason given').lower()}", "") from None
    except ValueError:
        raise NotFound(f"{shown!r} is no name of a file") from None
    return parse(name, shown, decode(shown, raw))


def _is_path(reference: str) -> bool:
    return reference.endswith(".toml") or "/" in reference or "\\" in reference


def _refuse_strange(reference: str, asker: TomlFile) -> None:
    """A file may name shipped files and files of its own folder, nothing else of the machine."""
    parts = reference.replace("\\", "/").split("/")
    if not reference or len(reference) > 200 or not reference.isprintable():
        raise NotFound("the name of the file is empty, too long or unprintable")
    if ".." in parts or not parts[0] or ":" in reference or reference.startswith("~") or "\\" in reference:
        raise NotFound(f'"{reference}" lies outside the scenario\'s folder', "give a path inside it, with /")
