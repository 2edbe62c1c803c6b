"""Addresses of the survey service. None carries anything about a person or an answer."""

from django.urls import path, register_converter

from reporting.collector import views
from reporting.collector.converters import LanguageConverter, LevelConverter

register_converter(LanguageConverter, "language")
register_converter(LevelConverter, "level")

app_name = "collector"
urlpatterns = [
    path("", views.first_page, name="first-page"),
    path("send/", views.send, name="send"),
    path("<language:language>/", views.doors, name="doors"),
    path("<language:language>/done/", views.done, name="done"),
    path("<language:language>/how-we-keep-it/", views.how_we_keep_it, name="how-we-keep-it"),
    path("<language:language>/calendar/", views.calendar, name="calendar"),
    path("<language:language>/<level:level>/", views.questionnaire, name="questionnaire"),
    path("<language:language>/<level:level>/review/", views.review, name="review"),
    path("<language:language>/<level:level>/send/", views.send_form, name="send-form"),
]
