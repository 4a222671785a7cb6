"""All consultations that everybody may see, beside each other and over time."""
