"""The claims of docs/trust.md, proven by many probes: `make prove`, not part of the quick suite."""
