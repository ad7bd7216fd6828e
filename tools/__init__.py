"""What packs a release and proves that it can be built again; no part of the installed package."""
