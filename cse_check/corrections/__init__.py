"""What people here found out about an area's numbers, apart from the catalogue that prints them."""
