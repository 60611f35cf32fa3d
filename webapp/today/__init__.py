"""Today: tonight's routine with one large Start."""
