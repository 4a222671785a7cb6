"""What the results show, to take away: picture, table, report."""
