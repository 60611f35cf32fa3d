"""Speed and size, measured on this machine; limits are those of the project's budgets."""
