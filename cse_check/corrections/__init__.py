"""What people here found out about an area's numbers, kept apart from the printed ones."""
