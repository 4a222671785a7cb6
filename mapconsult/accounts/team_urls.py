from django.urls import path

from mapconsult.accounts import team_views as views

app_name = "team"
urlpatterns = [
    path("panel/zespol/<slug:slug>/", views.team, name="team"),
    path("panel/zespol/<slug:slug>/osoby/<int:pk>/", views.member, name="member"),
    path("panel/zespol/<slug:slug>/osoby/<int:pk>/usun/", views.remove, name="remove"),
    path("panel/zespol/<slug:slug>/zaproszenia/<int:pk>/", views.invitation, name="invitation"),
    path("panel/zespol/<slug:slug>/prywatnosc/", views.privacy, name="privacy"),
    path("panel/zespol/<slug:slug>/dostepnosc/", views.accessibility, name="accessibility"),
    path("zaproszenie/<str:token>/", views.accept, name="accept"),
]
