"""The vendors' adapters, one module or package each; `registry` finds them."""
