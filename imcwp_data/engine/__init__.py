"""Where documents are processed: in this process, in several of this machine's, or on a Dask cluster."""
