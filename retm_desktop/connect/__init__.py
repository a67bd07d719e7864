"""Installing into a merchant's account: a persisted state machine, neutral between providers, and the tokens after."""
