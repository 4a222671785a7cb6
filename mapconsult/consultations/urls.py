from django.urls import path

from mapconsult.consultations import views

app_name = "consultations"
urlpatterns = [path("", views.home, name="home")]
