"""What people and programs are told: findings, plans and results, on a terminal and as a JSON document."""
