from django.urls import path

from mapconsult.feedback import views

app_name = "feedback"
urlpatterns = [
    path("konsultacje/<slug:slug>/", views.consultation, name="consultation"),
    path("zgloszenie/<str:token>/", views.SubmissionView.as_view(), name="submission"),
]
