"""The practice restaurant's hidden levers, by subject: every public coroutine of these classes is one."""
