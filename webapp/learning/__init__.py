"""What a parent can read before and after: cues, states, when not to, and whom to call."""
