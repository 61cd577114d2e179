"""The primitives a scenario sees instead of the real ones: `Lock`, `Thread`, time. The rest is real."""
