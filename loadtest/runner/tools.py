"""Finds the load generators: k6 on PATH, in Docker or by Go; the Java driver by a build of ours."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys

from .product import ROOT, Unusable

K6_VERSION = "v1.8.1"
K6_SCRIPTS = ROOT / "loadtest" / "k6"
HOW_TO_GET_K6 = (
    "k6 is not here: install it (https://grafana.com/docs/k6/latest/set-up/install-k6/), or Docker, or Go, "
    "and run this again."
)


class K6:
    """One way to run k6. The report's folder and the scripts have the paths that `inside` gives."""

    def __init__(self, command: list, scripts: str, folder: str | None, name: str):
        self.command = command
        self.scripts = scripts
        self._folder = folder
        self.name = name

    def inside(self, path: pathlib.Path) -> str:
        return str(path) if self._folder is None else f"{self._folder}/{path.name}"


def find_k6(folder: pathlib.Path, environment: dict) -> K6:
    on_path = shutil.which("k6") or _installed_by_go()
    if on_path:
        return _native(on_path)
    if _docker_works():
        return _docker(folder, environment)
    if shutil.which("go"):
        print(f"installing k6 {K6_VERSION} with Go (once; takes some minutes)", file=sys.stderr)
        subprocess.run(["go", "install", f"go.k6.io/k6@{K6_VERSION}"], check=False)
        installed = _installed_by_go()
        if installed:
            return _native(installed)
    raise Unusable(HOW_TO_GET_K6)


def _native(path: str) -> K6:
    version = subprocess.run([path, "version"], capture_output=True, text=True, check=False).stdout
    return K6([path], str(K6_SCRIPTS), None, version.strip().splitlines()[0])


def _installed_by_go() -> str | None:
    if not shutil.which("go"):
        return None
    go = subprocess.run(["go", "env", "GOBIN", "GOPATH"], capture_output=True, text=True, check=False)
    gobin, gopath = (go.stdout.splitlines() + ["", ""])[:2]
    binary = pathlib.Path(gobin) / "k6" if gobin else pathlib.Path(gopath) / "bin" / "k6"
    return str(binary) if binary.exists() else None


def _docker_works() -> bool:
    if not shutil.which("docker"):
        return False
    return subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0


def _docker(folder: pathlib.Path, environment: dict) -> K6:
    image = f"grafana/k6:{K6_VERSION.lstrip('v')}"
    command = ["docker", "run", "--rm", "-i", "--network", "host", "--user", f"{os.getuid()}"]
    command += ["-v", f"{K6_SCRIPTS}:/scripts:ro", "-v", f"{folder}:/report"]
    for name in environment:
        command += ["-e", name]
    return K6([*command, image], "/scripts", "/report", f"k6 {K6_VERSION} in Docker")


def java() -> str:
    """The JDK that the project itself would take."""
    script = f'. "{ROOT}/.mvn/select-tools.sh" && select_jdk && echo "$JAVA_HOME"'
    result = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise Unusable(result.stderr.strip())
    return f"{result.stdout.strip()}/bin/java"


def jar(module: str) -> pathlib.Path:
    """The executable jar of loadtest/<module>, built where it is missing or older than its sources."""
    folder = ROOT / "loadtest" / module
    built = sorted((folder / "target").glob("*-exec.jar"))
    if not built or _newest(folder / "target" / "classes", "*.class") < _newest(folder / "src" / "main", "*.java"):
        print(f"building loadtest/{module}", file=sys.stderr)
        result = subprocess.run(
            [str(ROOT / "mvnw"), "-q", "-B", "-DskipTests", "-pl", f"loadtest/{module}", "package"],
            cwd=ROOT, stdout=sys.stderr, check=False,
        )
        if result.returncode != 0:
            raise Unusable(f"cannot build loadtest/{module}")
        built = sorted((folder / "target").glob("*-exec.jar"))
    return built[-1]


def _newest(folder: pathlib.Path, pattern: str) -> float:
    return max((file.stat().st_mtime for file in folder.rglob(pattern)), default=0)
