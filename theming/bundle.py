"""One stylesheet out of many: the files that `main.css` imports, in its order, in its layers."""

import re
from pathlib import Path

SOURCE = Path(__file__).parent / "static" / "theming" / "css" / "main.css"
NAME = "theming/kikalu.css"

_IMPORT = re.compile(r'@import url\("(?P<file>[\w./-]+)"\) layer\((?P<layer>[\w.-]+)\);')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def bundled(main: Path = SOURCE) -> str:
    """The text of `main` with each import replaced by the file, inside the layer it names."""

    def inlined(found: re.Match[str]) -> str:
        text = (main.parent / found["file"]).read_text(encoding="utf-8")
        return f"@layer {found['layer']} {{\n{_COMMENT.sub('', text).strip()}\n}}"

    return _IMPORT.sub(inlined, _COMMENT.sub("", main.read_text(encoding="utf-8")))
