"""Pages of the console: home, search, help, health."""
