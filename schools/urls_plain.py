"""Addresses without a language: the root, and what a QR code carries."""

urlpatterns: list = []
