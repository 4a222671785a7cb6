from django.urls import path

from mapconsult.insight import views

app_name = "insight"
urlpatterns = [
    path("", views.panel, name="panel"),
    path("<slug:slug>/wyniki/", views.results, name="results"),
]
