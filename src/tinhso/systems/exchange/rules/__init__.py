"""Pure decisions of exchange: SDMX messages and queries, and what a catalogue says."""
