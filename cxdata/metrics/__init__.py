"""Numbers in, numbers out: every formula of the product, pure functions of counts."""
