"""Charts made up by a random number: nulls, globals, aliases, conditions, tags and imports."""

from __future__ import annotations

import json
import random
from typing import Any

import yaml

Files = dict[str, bytes]

_KEYS = ("a", "b", "c")
_ECHO = b"""\
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {all: {{ .Values | toJson | quote }}}
"""


class OddValues:
    """One chart, `root`, whose template shows its values, and values to install it with."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.files: Files = {"templates/a.yaml": _ECHO}
        names = self._chart("root", 0, "")
        self.values = self._values(names) if self._chance(0.8) else {}

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _value(self, depth: int = 0) -> Any:
        kind = self._random.random()
        if kind < 0.3:
            return None
        if kind < 0.55 or depth > 2:
            return self._random.choice([1, "x", True, [1, None], [], {}, "z"])
        return self._table(depth + 1)

    def _table(self, depth: int = 0) -> dict[str, Any]:
        keys = self._random.sample(_KEYS, self._random.randint(0, 3))
        return {key: self._value(depth) for key in keys}

    def _values(self, subcharts: list[str]) -> dict[str, Any]:
        values = self._table()
        if self._chance(0.5):
            values["global"] = self._table() if self._chance(0.9) else self._value()
        for name in subcharts:
            if self._chance(0.6):
                values[name] = self._values([]) if self._chance(0.95) else self._value()
            if isinstance(values.get(name), dict) and self._chance(0.4):
                values[name]["enabled"] = self._random.choice([True, False, None])
        if self._chance(0.2):
            values["tags"] = {"t1": self._random.choice([True, False, None])}
        if self._chance(0.3):
            values["exports"] = {"e": self._table()}
        return values

    def _chart(self, name: str, depth: int, folder: str) -> list[str]:
        subcharts = ["s1", "s2"][: self._random.randint(0 if depth else 1, 2)] if depth < 2 else []
        for each in subcharts:
            self._chart(each, depth + 1, f"{folder}charts/{each}/")
        dependencies = self._dependencies(subcharts) if self._chance(0.7) else []
        about = {"apiVersion": "v2", "name": name, "version": "0.1.0"}
        names = subcharts + [each["alias"] for each in dependencies if "alias" in each]
        whole = {**about, "dependencies": dependencies} if dependencies else about
        self.files[f"{folder}Chart.yaml"] = yaml.safe_dump(whole).encode()
        self.files[f"{folder}values.yaml"] = json.dumps(self._values(names)).encode()
        return names

    def _dependencies(self, subcharts: list[str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for name in subcharts:
            each: dict[str, Any] = {"name": name, "version": self._random.choice(["0.1.0", "^0.1"])}
            if self._chance(0.25):
                each["alias"] = f"al{name}"
            called = each.get("alias", name)
            if self._chance(0.5):
                each["condition"] = self._random.choice([f"{called}.enabled,a", "a"])
            if self._chance(0.3):
                each["tags"] = ["t1"]
            if self._chance(0.4):
                parent = self._random.choice(["a", "b", "."])
                wish = {"child": self._random.choice(_KEYS), "parent": parent}
                each["import-values"] = [self._random.choice(["e", wish])]
            found.append(each)
            if self._chance(0.15):
                found.append({"name": name, "version": "0.1.0", "alias": f"two{name}"})
        return found
