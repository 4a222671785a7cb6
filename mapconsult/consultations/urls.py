from django.urls import path

from mapconsult.consultations import privacy, views
from mapconsult.consultations.panel import guests, layers, settings

app_name = "consultations"
urlpatterns = [
    path("", views.home, name="home"),
    path("prywatnosc/<slug:slug>/", privacy.notice, name="privacy"),
    path("panel/nowa/", settings.new, name="new"),
    path("panel/podglad/", settings.preview, name="preview"),
    path("panel/<slug:slug>/ustawienia/", settings.settings, name="settings"),
    path("panel/<slug:slug>/ustawienia/stan/", settings.state, name="state"),
    path("panel/<slug:slug>/wspolpraca/", guests.guests, name="guests"),
    path("panel/<slug:slug>/wspolpraca/wpusc/<slug:organisation>/", guests.let_in, name="let-in"),
    path("panel/<slug:slug>/wspolpraca/<int:pk>/", guests.guest, name="guest"),
    path("panel/<slug:slug>/wspolpraca/<int:pk>/zakoncz/", guests.end, name="guest-end"),
    path("panel/<slug:slug>/warstwy/", layers.layers, name="layers"),
    path("panel/<slug:slug>/warstwy/nowa/<slug:kind>/", layers.new_layer, name="layer-new"),
    path("panel/<slug:slug>/warstwy/<int:pk>/", layers.layer, name="layer"),
    path("panel/<slug:slug>/warstwy/<int:pk>/usun/", layers.delete_layer, name="layer-delete"),
]
