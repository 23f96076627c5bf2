#!/bin/sh
# Fetches what the pages take from npm and puts the files that are served into bureau/ui/static/ui/vendor.
set -eu
cd "$(dirname "$0")/.."
bin=$PWD/.venv/bin
target=bureau/ui/static/ui/vendor

# A name on the PATH may be a shim that runs nothing, so it is run before it is believed.
works() { "$1" --version >/dev/null 2>&1; }

if works node && works npm; then
    npm=npm
else
    if ! works "$bin/npm"; then
        if ! "$bin/uv" pip install --quiet --python "$bin/python" --require-hashes -r requirements/node.txt; then
            echo "没有 Node，也装不上：页面样式来自 npm。请安装 Node 20 或更新版本后再试。" >&2
            echo "There is no Node and none could be installed; the pages' styles come from npm. Install Node 20 or newer." >&2
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

rm -rf "$target"
mkdir -p "$target"
# The map it names is not served, and a name of a file that is not there stops the hashing of file names.
sed 's|/\*# sourceMappingURL=.*\*/||' node_modules/@tabler/core/dist/css/tabler.min.css >"$target/tabler.min.css"
cp node_modules/htmx.org/dist/htmx.min.js node_modules/echarts/dist/echarts.min.js "$target/"
