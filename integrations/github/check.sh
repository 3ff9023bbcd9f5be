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

check() { "$bestby" check "${options[@]}" "$@" -- "${targets[@]}"; }

check --format github
code=$?
check --format sarif -o "$sarif" 2>/dev/null
check --format markdown >>"${GITHUB_STEP_SUMMARY:-/dev/null}" 2>/dev/null
{
  echo "sarif=$sarif"
  echo "exit-code=$code"
} >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
