"""The words of the field as plain data and pure functions: orders, menu, branches, money, stages."""
