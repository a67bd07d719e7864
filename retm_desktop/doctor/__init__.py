"""Why no orders come: small looks at everything an order passes on its way, each with one finding."""
