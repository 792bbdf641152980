#!/usr/bin/env bash
# The work of the GitHub action (action.yml): annotations, a SARIF file, a summary of the job.
# Reads PYTHON, LINTER (the folder of this repository), PATHS, ARGUMENTS, SARIF_FILE and SUMMARY, and
# the variables of GitHub's runner.
set -euo pipefail

read -ra paths <<<"$PATHS"
read -ra arguments <<<"$ARGUMENTS"

# The linter runs from the action's own files; only what it needs is installed, in a folder of its own.
packages="$RUNNER_TEMP/opendata-lint"
"$PYTHON" -m pip install --quiet --disable-pip-version-check --no-input --upgrade \
    --target "$packages" --require-hashes --only-binary :all: --requirement "$LINTER/ci/requirements.txt"
separator=$("$PYTHON" -c 'import os; print(os.pathsep)')
export PYTHONPATH="$LINTER$separator$packages"

code=0
# -P: nothing is imported from the folder that is checked.
# The odd expansion: to the bash of macOS an empty array is an unset one.
"$PYTHON" -P -m opendata_lint check ${arguments[@]+"${arguments[@]}"} --output-format github \
    --output-format "sarif=$SARIF_FILE" --output-format "markdown=$RUNNER_TEMP/opendata-lint.md" \
    -- "${paths[@]}" || code=$?
if [ "$code" -lt 2 ]; then
    echo "sarif-file=$SARIF_FILE" >>"$GITHUB_OUTPUT"
    if [ "$SUMMARY" = true ]; then
        # GitHub refuses a summary of more than 1 MiB.
        head -c 1000000 "$RUNNER_TEMP/opendata-lint.md" >>"$GITHUB_STEP_SUMMARY"
    fi
fi
exit "$code"
