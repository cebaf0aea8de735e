# Shared by the scripts; sourced, not run. Steps are timed, all are run, failures are listed last.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$@" >&2; }

# stop "câu tiếng Việt" "English sentence": ends the script with code 2.
stop() { say "$@"; exit 2; }

failed=()

# step NAME COMMAND…: runs the command, prints its name, verdict and seconds, remembers a failure.
step() {
  local name=$1 began=$SECONDS verdict=ok
  shift
  printf -- '--- %s\n' "$name"
  "$@" || { verdict="FAILED (code $?)"; failed+=("$name"); }
  printf -- '--- %s: %s, %d s\n' "$name" "$verdict" $((SECONDS - began))
}

finish() {
  if [ ${#failed[@]} -gt 0 ]; then
    printf 'FAILED: %s\n' "${failed[@]}"
    exit 1
  fi
  printf 'All steps passed in %d s\n' "$SECONDS"
}
