"""What a survey found, question by question."""
