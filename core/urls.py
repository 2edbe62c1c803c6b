"""Addresses of the audit trail."""

from django.urls import path

from core import views

app_name = "core"
urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/<str:month>/", views.audit_month, name="audit-month"),
    path("audit/<str:month>/sign/", views.audit_sign, name="audit-sign"),
]
