#!/bin/sh
# Fetches what the pages take from npm and puts the files that are served into bureau/ui/static/ui/vendor.
set -eu
cd "$(dirname "$0")/.."
bin=$PWD/.venv/bin
target=bureau/ui/static/ui/vendor

# What was made from the same lock by the same script is left alone.
made_from=$(cat package-lock.json scripts/make_frontend.sh | cksum)
if [ "$(cat "$target/.made-from" 2>/dev/null)" = "$made_from" ] && [ -f node_modules/.package-lock.json ]; then
    exit 0
fi

# A name on the PATH may be a shim that runs nothing, so it is run before it is believed.
works() { "$1" --version >/dev/null 2>&1; }

if works node && works npm; then
    npm=npm
else
    if ! PATH=$bin:$PATH works "$bin/npm"; then
        if ! "$bin/uv" pip install --quiet --python "$bin/python" --require-hashes -r requirements/node.txt; then
            echo "没有 Node，也装不上：页面样式来自 npm。请安装 Node 20 或更新版本，或接通 Python 软件源后再试。" >&2
            echo "There is no Node and none could be installed; the pages' styles come from npm. Install Node 20 or newer," >&2
            echo "or bring the index of Python packages in reach, and try again." >&2
            exit 2
        fi
    fi
    PATH=$bin:$PATH
    npm="$bin/npm"
fi
if ! "$npm" ci --silent --ignore-scripts; then
    echo "npm 没有装成：请检查能否连到 npm 软件源，再运行 make setup。" >&2
    echo "npm did not succeed; see whether its registry is in reach, then run make setup again." >&2
    exit 2
fi

# Made beside its place and then moved there, so that a running server never finds half of it.
part=$target.part
rm -rf "$part"
mkdir -p "$part"
# The map it names is not served, and a name of a file that is not there stops the hashing of file names.
sed 's|/\*# sourceMappingURL=.*\*/||' node_modules/@tabler/core/dist/css/tabler.min.css >"$part/tabler.min.css"
cp node_modules/htmx.org/dist/htmx.min.js node_modules/echarts/dist/echarts.min.js "$part/"
printf '%s' "$made_from" >"$part/.made-from"
rm -rf "$target"
mv "$part" "$target"
