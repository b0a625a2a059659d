"""How the sample documents are made that are no plain text: their words in `sources/`, their formats by `make`.

Text and Markdown samples are written straight into `corpus/documents`. Nothing here is needed to use the product.
"""
