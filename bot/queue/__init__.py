"""Who carries the ids of queued runs to those who advance them."""
