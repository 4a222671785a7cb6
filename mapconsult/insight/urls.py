from django.urls import path

from mapconsult.insight import saved_views, views

app_name = "insight"
urlpatterns = [
    path("", views.panel, name="panel"),
    path("<slug:slug>/wyniki/", views.results, name="results"),
    path("<slug:slug>/wyniki/filtry/", saved_views.said, name="said"),
    path("<slug:slug>/wyniki/widoki/", saved_views.views, name="views"),
    path("<slug:slug>/wyniki/widoki/<int:pk>/", saved_views.view, name="view"),
    path("<slug:slug>/wyniki/widoki/<int:pk>/usun/", saved_views.view_delete, name="view-delete"),
]
