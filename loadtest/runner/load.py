"""Applies a load: k6 with one of its scenarios, or the Java driver with a plan."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

from . import history as histories
from . import tools
from .outcome import Second


class Generator:
    """Runs one load after the other and remembers who is running, for the sampler."""

    def __init__(self, folder: pathlib.Path):
        self._folder = folder
        self._process = None
        self.history = folder / "history.ndjson"
        self.history.touch()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process and self._process.poll() is None else None

    def k6(self, scenario: str, environment: dict) -> tuple:
        """(summary, answers, exit status of k6)."""
        summary, console = self._folder / "k6-summary.json", self._folder / "k6-console.ndjson"
        environment = {**environment, "HISTORY": "true"}
        k6 = tools.find_k6(self._folder, {**environment, "SUMMARY": ""})
        environment["SUMMARY"] = k6.inside(summary)
        status = self._run(
            [*k6.command, "run", "--no-usage-report", "--log-format", "raw"]
            + ([] if sys.stdout.isatty() else ["--quiet"])
            + ["--console-output", k6.inside(console), f"{k6.scripts}/{scenario}.js"],
            environment,
        )
        if not summary.exists():
            raise tools.Unusable(f"k6 ended with status {status} and without a summary")
        answers = histories.from_k6(console, self.history)
        console.unlink()
        return json.loads(summary.read_text()), answers, status

    def driver(
        self, name: str, *arguments: str, targets: list, keep_history: bool = True, java_options: tuple = ()
    ) -> dict:
        """The driver's result; its history is added to the run's."""
        result, told = self._folder / f"driver-{name}.json", self._folder / f"driver-{name}.ndjson"
        command = [tools.java(), "-Xmx512m", "-XX:+UseSerialGC", *java_options, "-jar", str(tools.jar("driver"))]
        for target in targets:
            command += ["--target", target]
        if keep_history:
            command += ["--history", str(told)]
        status = self._run([*command, *arguments, "--json", str(result)], {})
        if status != 0:
            raise tools.Unusable(f"the driver ended with status {status}")
        if keep_history:
            with self.history.open("a") as out, told.open() as lines:
                out.writelines(lines)
            told.unlink()
        return json.loads(result.read_text())

    def _run(self, command: list, environment: dict) -> int:
        self._process = subprocess.Popen(command, env={**os.environ, **environment})
        try:
            return self._process.wait()
        except KeyboardInterrupt:
            self._process.terminate()
            raise


def timeline(result: dict) -> list:
    """The driver's seconds; the last one is partial and left out."""
    return [Second(second["counts"], second["p99Millis"]) for second in result["timeline"][:-1]]
