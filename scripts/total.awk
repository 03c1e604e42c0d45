#!/usr/bin/awk -f
# Adds up the summaries of cargo test, vitest and schemathesis, and fails unless something ran and nothing failed.
# A suite that broke without naming a test (-v broken=1) counts as a failure.

{ gsub(/\033\[[0-9;]*m/, "") }

# test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.10s
# "      Tests  1 failed | 11 passed | 2 skipped (14)"
/^test result: / || /^ *Tests  / {
  count = split($0, parts, /[.;|(] */)
  for (i = 1; i <= count; i++) add(parts[i])
}

# Of schemathesis, the operations of each phase: "     ✅ 20 passed  ❌  1 failed"
/^ *(✅|❌) *[0-9]+ (passed|failed)/ {
  gsub(/✅|❌|⏭/, "|")
  count = split($0, parts, "|")
  for (i = 1; i <= count; i++) add(parts[i])
}

# What failed at first and is run once more counts by what comes of that: "==> Rust: 1 failed tests, once more"
/^==> Rust: [0-9]+ failed tests, once more$/ {
  again = $3
  earlier = failed - again
  failed = earlier
}

function add(part,   words) {
  sub(/^ *Tests  */, "", part)
  split(part, words, " ")
  if (words[2] == "passed") passed += words[1]
  if (words[2] == "failed") failed += words[1]
  if (words[2] == "ignored" || words[2] == "skipped" || words[2] == "todo") skipped += words[1]
}

END {
  if (broken && !failed) failed = 1
  printf "%d passed, %d failed, %d skipped", passed, failed, skipped
  if (again) printf ", %d of the passed at the second try", again - (failed - earlier)
  print ""
  exit !(passed > 0 && failed == 0)
}
