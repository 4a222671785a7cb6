from django.urls import path

from mapconsult.feedback import own, views
from mapconsult.feedback.panel.history import history

app_name = "feedback"
urlpatterns = [
    path("konsultacje/<slug:slug>/", views.consultation, name="consultation"),
    path("zgloszenie/<str:token>/", views.SubmissionView.as_view(), name="submission"),
    path("potwierdz/<str:token>/", own.confirm_email, name="confirm"),
    path("panel/<slug:slug>/historia/", history, name="history"),
    path("konto/zgloszenia/", own.submissions, name="own-submissions"),
    path("konto/zgloszenia/<int:pk>/", own.OwnSubmissionView.as_view(), name="own-submission"),
]
