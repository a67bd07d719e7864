"""The setup tab: restaurants, how orders are received, how the window looks, where things are kept."""
