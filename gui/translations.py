"""Brings the translation files up to date with the sources: `python -m gui.translations`.

Qt's own lupdate knows neither the core's sentences, which are translated by their templates in
the context "core", nor a module's `_tr`; all are read from the syntax trees here.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as Xml

from core.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT: Final = Path(__file__).parent.parent
CHINESE: Final = RESOURCES / "translations" / "chartnest_zh_Hans.ts"
# What only the command line or the rehearsal's own servers say, in English.
ELSEWHERE: Final = ("core/cli", "core/rehearsal/cluster", "core/rehearsal/helm_command")
CORE: Final = "core"
SENTENCES: Final = ("what", "remedy")
IN_WINDOW: Final = "in_window"


@dataclass(frozen=True, order=True)
class Text:
    """One text to translate; `plural` when it counts with %n."""

    context: str
    source: str
    plural: bool = False


@dataclass
class _Reader(ast.NodeVisitor):
    """Finds the texts of one module, and the calls whose text is not a literal."""

    found: set[Text] = field(default_factory=set)
    unreadable: list[int] = field(default_factory=list)
    _classes: list[str] = field(default_factory=list)
    _functions: list[str] = field(default_factory=list)
    _context: str = ""

    def read(self, tree: ast.Module) -> None:
        """Read a module."""
        self._context = next(_contexts_of_tr(tree), "")
        self.visit(tree)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Read a class, and what an error says."""
        self._classes.append(node.name)
        said = {
            name: line.value
            for line in node.body
            if isinstance(line, ast.Assign)
            for name in _names(line)
        }
        if IN_WINDOW in said:  # then only the command line says the remedy, in English
            said.pop("remedy", None)
        for name in said.keys() & {*SENTENCES, IN_WINDOW}:
            self._take(CORE, said[name])
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Read a function; `_tr` itself only passes on."""
        if node.name != "_tr":
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Read a call of what translates."""
        match node.func:
            case ast.Attribute(attr="tr") if node.args:
                self._take(self._classes[-1], node.args[0], plural=len(node.args) > 2)
            case ast.Attribute(attr="translate", value=ast.Name(id="QCoreApplication")):
                self._take_translated(node)
            case ast.Name(id="_tr") if node.args:
                self._take(self._context, node.args[0], plural=len(node.args) > 1)
            case ast.Name(id="say" | "Sentence") if node.args:
                self._take(CORE, _in_window(node) or node.args[0])
            case _:
                pass
        self.generic_visit(node)

    def _take_translated(self, node: ast.Call) -> None:
        context = node.args[0]
        if isinstance(context, ast.Constant):
            self._take(str(context.value), node.args[1], plural=len(node.args) > 3)

    def _take(self, context: str, node: ast.expr, *, plural: bool = False) -> None:
        match node:
            case ast.Constant(value=str(source)) if source:
                self.found.add(Text(context, source, plural))
            case ast.IfExp():
                self._take(context, node.body, plural=plural)
                self._take(context, node.orelse, plural=plural)
            case ast.Constant():
                pass
            case _:
                self.unreadable.append(node.lineno)


def _names(line: ast.Assign) -> set[str]:
    return {target.id for target in line.targets if isinstance(target, ast.Name)}


def _in_window(call: ast.Call) -> ast.expr | None:
    """Return what a window says in the place of a sentence that only the command line says."""
    return next((word.value for word in call.keywords if word.arg == IN_WINDOW), None)


def _contexts_of_tr(tree: ast.Module) -> Iterator[str]:
    """Return the context in which the module's own `_tr` translates."""
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name == "_tr":
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and node.args:
                    match node.args[0]:
                        case ast.Constant(value=str(context)):
                            yield context


def texts() -> tuple[Text, ...]:
    """Return every text of the window and the core, sorted."""
    reader = _Reader()
    for file in sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]):
        if not file.relative_to(ROOT).as_posix().startswith(ELSEWHERE):
            reader.read(ast.parse(file.read_text("utf-8")))
    return tuple(sorted(reader.found))


def translated(file: Path) -> dict[Text, tuple[str, ...]]:
    """Return the finished translations in `file`: one form each, or one for each plural."""
    if not file.exists():
        return {}
    found = {}
    for context in Xml.parse(file).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type"):
                continue
            plural = message.get("numerus") == "yes"
            text = Text(context.findtext("name", ""), message.findtext("source", ""), plural)
            forms = [form.text or "" for form in translation] if plural else [translation.text]
            found[text] = tuple(form or "" for form in forms)
    return found


def write(file: Path, language: str, known: Mapping[Text, tuple[str, ...]]) -> int:
    """Write every text with its known translation; return how many have none."""
    root = Xml.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, Xml.Element] = {}
    missing = 0
    for text in texts():
        if text.context not in contexts:
            contexts[text.context] = Xml.SubElement(root, "context")
            Xml.SubElement(contexts[text.context], "name").text = text.context
        missing += _write_message(contexts[text.context], text, known.get(text, ()))
    Xml.indent(root, "")
    body = Xml.tostring(root, "unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    file.write_text(f"{head}{body}\n", "utf-8")
    return missing


def _write_message(context: Xml.Element, text: Text, forms: tuple[str, ...]) -> bool:
    message = Xml.SubElement(context, "message", {"numerus": "yes"} if text.plural else {})
    Xml.SubElement(message, "source").text = text.source
    translation = Xml.SubElement(message, "translation")
    if not any(forms):
        translation.set("type", "unfinished")
    if text.plural:
        for form in forms or ("",):
            Xml.SubElement(translation, "numerusform").text = form
    else:
        translation.text = "".join(forms)
    return not any(forms)


def release(file: Path, compiled: Path) -> None:
    """Compile a translation file into what Qt loads."""
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([lrelease, "-silent", file, "-qm", compiled], check=True)


def main() -> int:
    """Bring the Chinese up to date; fail while a text has no translation."""
    missing = write(CHINESE, "zh_Hans", translated(CHINESE))
    release(CHINESE, CHINESE.with_suffix(".qm"))
    sys.stdout.write(f"{len(texts())} texts, {missing} without a translation.\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
