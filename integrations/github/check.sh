#!/usr/bin/env bash
# The steps of action.yml: annotations on standard output, SARIF in a file, the table in the summary.
# What it takes comes from the environment, never from a command line that an input could end.
set -uo pipefail
bestby=${BESTBY:-bestby}
if ! command -v -- "$bestby" >/dev/null; then
  echo "::error title=bestby::there is no executable \`$bestby\`: install it in an earlier step, or name it with \`bestby:\`"
  exit 2
fi

targets=()
while IFS= read -r line; do
  [ -n "$line" ] && targets+=("$line")
done <<<"${BESTBY_TARGETS:-.}"
options=(--fail-on "${BESTBY_FAIL_ON:-ended}" --within "${BESTBY_WITHIN:-90d}")
[ -n "${BESTBY_IGNORE_FILE:-}" ] && options+=(--ignore-file "$BESTBY_IGNORE_FILE")
[ -n "${BESTBY_BASELINE:-}" ] && options+=(--baseline "$BESTBY_BASELINE")
sarif=${BESTBY_SARIF:-bestby.sarif}

[ -n "${GITHUB_REPOSITORY:-}" ] && [ -n "${GITHUB_SHA:-}" ] &&
  export BESTBY_LINKS="${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY/blob/$GITHUB_SHA/"

check() { "$bestby" check "${options[@]}" "$@" -- "${targets[@]}"; }

check --format github
code=$?
check --format markdown >>"${GITHUB_STEP_SUMMARY:-/dev/null}" 2>/dev/null
# Last, and put there when it is whole: what is checked is the repository, not what was said of it.
whole=$(mktemp)
check --format sarif -o "$whole" 2>/dev/null
mv -- "$whole" "$sarif"
{
  echo "sarif=$sarif"
  echo "exit-code=$code"
} >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
