"""Tests of the payment account's stores."""
