"""What the sample's laboratories test: products, parameters, methods and the instruments they need."""
