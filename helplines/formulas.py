"""The neutral page behind the exit button: formulas of school mathematics."""

from django.utils.translation import gettext_lazy as _

FORMULAS = (
    (
        _("Plane figures"),
        (
            (_("Area of a rectangle"), "S = a × b"),
            (_("Area of a triangle"), "S = ½ × a × h"),
            (_("Area of a parallelogram"), "S = a × h"),
            (_("Area of a trapezium"), "S = ½ × (a + b) × h"),
            (_("Circumference of a circle"), "ℓ = 2πr"),
            (_("Area of a circle"), "S = πr²"),
        ),
    ),
    (
        _("Solids"),
        (
            (_("Volume of a cuboid"), "V = a × b × c"),
            (_("Volume of a cylinder"), "V = πr²h"),
            (_("Volume of a cone"), "V = ⅓πr²h"),
            (_("Volume of a sphere"), "V = 4⁄3 πr³"),
        ),
    ),
    (
        _("Expressions and equations"),
        (
            (_("Square of a sum"), "(a + b)² = a² + 2ab + b²"),
            (_("Square of a difference"), "(a − b)² = a² − 2ab + b²"),
            (_("Sum times difference"), "(a + b)(a − b) = a² − b²"),
            (_("Roots of ax² + bx + c = 0"), "x = (−b ± √(b² − 4ac)) ⁄ 2a"),
        ),
    ),
    (
        _("Right triangles"),
        (
            (_("Pythagorean theorem"), "a² + b² = c²"),
            (_("Distance of two points"), "d = √((x₂ − x₁)² + (y₂ − y₁)²)"),
        ),
    ),
)
