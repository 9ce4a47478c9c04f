"""What people see: screens in the terminal, and pictures of pages."""
