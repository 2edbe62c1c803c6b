"""Screens of schools: a student's door, and what a teacher does about a class's codes."""
