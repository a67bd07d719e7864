"""Taking an order by phone: products to the reading start, the ticket beside them."""
