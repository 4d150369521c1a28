#!/bin/sh
# Builds library.css anew, after a change of the templates or of library.in.css. By the version of Tailwind 3
# that the browser tests have.
set -eu
cd "$(dirname "$0")"
tailwind=$(sed -n 's/.*"npm:\(tailwindcss@[0-9.]*\)".*/\1/p' ../../../tests/browser/package.json)
npx --yes "$tailwind" --config tailwind.config.js --input library.in.css --output library.css --minify
