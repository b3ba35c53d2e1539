#!/bin/sh
# Makes the virtual environment .venv with Python 3.11 or newer. On Debian the part of Python that
# does this (ensurepip) comes in a package of its own: install it, or say how.
set -eu
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}

say() { printf '%s\n' "$*" >&2; }

if ! command -v "$PYTHON" >/dev/null 2>&1; then
    say "Python is missing. Install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3"
    exit 1
fi
if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "Kikalu needs Python 3.11 or newer; $PYTHON is $("$PYTHON" --version 2>&1)."
    exit 1
fi
if .venv/bin/python -m pip --version >/dev/null 2>&1; then
    exit 0
fi

if ! "$PYTHON" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    package=$("$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    install="apt-get update -q && apt-get install -y --no-install-recommends $package"
    say "This Python cannot make virtual environments: installing $package."
    if [ "$(id -u)" -eq 0 ]; then
        as_root=""
    else
        as_root="sudo"
    fi
    if ! command -v apt-get >/dev/null 2>&1 ||
        ! DEBIAN_FRONTEND=noninteractive $as_root sh -c "$install" >&2; then
        say "That did not work. As root, run: $install"
        exit 1
    fi
fi

say "Making the virtual environment .venv."
"$PYTHON" -m venv --clear .venv
