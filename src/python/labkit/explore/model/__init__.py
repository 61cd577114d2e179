"""The primitives a scenario sees in place of the real ones: `Lock`, `Thread`, time. All else is the standard library on top."""
