from django.urls import path

from mapconsult.consultations import privacy, views

app_name = "consultations"
urlpatterns = [
    path("", views.home, name="home"),
    path("prywatnosc/<slug:slug>/", privacy.notice, name="privacy"),
]
