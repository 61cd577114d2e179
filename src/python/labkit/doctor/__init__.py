"""What `labkit doctor` looks at: interpreter, machine and packages; what would stop a lab, and what to do."""
