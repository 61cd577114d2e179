"""The content's compiler: proves that a lab is complete and that its checks decide rightly."""
