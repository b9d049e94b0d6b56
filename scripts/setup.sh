#!/bin/sh
# Makes .venv with the locked dependencies. Needs Python 3.11 to 3.14 and a package index.
set -eu
cd "$(dirname "$0")/.."

UV_VERSION=0.13.8

say() { printf '%s\n' "$*" >&2; }

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null
}

find_python() {
    for name in "${PYTHON:-}" .venv/bin/python python3 python3.14 python3.13 python3.12 python3.11 python; do
        if [ -n "$name" ] && suits "$name"; then
            "$name" -c 'import os, sys; print(os.path.realpath(sys.executable))'
            return
        fi
    done
    say "Vernissage needs Python 3.11, 3.12, 3.13 or 3.14, and none is on the PATH."
    say "Install one, or name it: make ${TARGET:-run} PYTHON=/path/to/python3.12"
    exit 1
}

# Debian's python3 comes without pip and without venv's ensurepip: then pip is run from its wheel.
borrow_pip() {
    "$python" - <<'EOP'
import os, re, urllib.parse, urllib.request
index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
page = urllib.request.urlopen(index, timeout=60).read().decode()
wheels = re.findall(r'href="([^"#]+/pip-[0-9.]+-py3-none-any\.whl)', page)
urllib.request.urlretrieve(urllib.parse.urljoin(index, wheels[-1]), ".tools/pip.whl")
EOP
}

install_uv() {
    say "Installing uv $UV_VERSION into .tools ..."
    rm -rf .tools/uv
    mkdir -p .tools
    pip="-m pip"
    "$python" -m pip --version >/dev/null 2>&1 || { borrow_pip && pip=.tools/pip.whl/pip; }
    PIP_ROOT_USER_ACTION=ignore "$python" $pip install --quiet --target .tools/uv "uv==$UV_VERSION" && return
    rm -rf .tools/uv
    say "uv could not be installed from the package index (see above)."
    say "It can also be installed by hand: https://docs.astral.sh/uv/"
    exit 1
}

python=$(find_python)
if command -v uv >/dev/null 2>&1; then
    uv=uv
else
    uv=.tools/uv/bin/uv
    [ "$("$uv" --version 2>/dev/null | cut -d' ' -f2)" = "$UV_VERSION" ] || install_uv
fi
say "Installing the locked dependencies into .venv ..."
export UV_PYTHON_DOWNLOADS=never
# the second try is for networks whose proxy has a certificate that only this machine knows
"$uv" sync --quiet --locked --python "$python" 2>/dev/null ||
    "$uv" sync --quiet --locked --python "$python" --system-certs
