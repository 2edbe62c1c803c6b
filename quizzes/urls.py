from django.urls import path

from quizzes.views import answering, listing, results, returning, starting, trying

app_name = "quizzes"
urlpatterns = [
    path("attempts/<uuid:attempt_id>/answers/", answering.save, name="save"),
    path("quizzes/", listing.catalogue, name="catalogue"),
    path("quizzes/themes/<str:theme>/", listing.theme, name="theme"),
    path("quizzes/<uuid:occasion>/start/", starting.start, name="start"),
    path("attempts/<uuid:attempt_id>/<int:number>/", answering.question, name="question"),
    path("attempts/<uuid:attempt_id>/sign-in/", returning.sign_in_again, name="sign-in-again"),
    path("attempts/<uuid:attempt_id>/check/", answering.check, name="check"),
    path("attempts/<uuid:attempt_id>/submit/", answering.submit, name="submit"),
    path("attempts/<uuid:attempt_id>/result/", results.result, name="result"),
    path("quizzes/<uuid:quiz_key>/try/", trying.start, name="try"),
    path("quizzes/<uuid:quiz_key>/try/<int:number>/", trying.question, name="try-question"),
    path("quizzes/<uuid:quiz_key>/try/result/", trying.result, name="try-result"),
]
