"""What the thing is: values, rules and ports. Imports the standard library alone."""
