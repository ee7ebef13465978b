"""A tree of the files of a chart or a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.widgets.tree import Tree, TreeItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class FileTree(Tree):
    """Folders first, then files; the key of a file is its path."""

    def show_files(self, paths: Iterable[str], tips: Mapping[str, str] | None = None) -> None:
        """Show POSIX paths; `tips` explain some of them."""
        self.show_items(file_items(paths, tips or {}))


def file_items(
    paths: Iterable[str], tips: Mapping[str, str], under: str = ""
) -> tuple[TreeItem, ...]:
    """Return the tree of `paths`, which are below the folder `under`."""
    folders: dict[str, list[str]] = {}
    files: list[str] = []
    for path in sorted(paths):
        head, slash, rest = path.partition("/")
        if slash:
            folders.setdefault(head, []).append(rest)
        else:
            files.append(head)
    inner = (
        TreeItem(name, icon="folder", children=file_items(rests, tips, f"{under}{name}/"))
        for name, rests in folders.items()
    )
    outer = (
        TreeItem(name, f"{under}{name}", "file", tip=tips.get(f"{under}{name}", ""))
        for name in files
    )
    return (*inner, *outer)
