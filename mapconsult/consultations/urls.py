from django.urls import path

from mapconsult.consultations import accessibility, privacy, survey_paper, views
from mapconsult.consultations.panel import guests, layers, own_layers, settings, survey, survey_questions

app_name = "consultations"
urlpatterns = [
    path("", views.home, name="home"),
    path("prywatnosc/<slug:slug>/", privacy.notice, name="privacy"),
    path("deklaracja-dostepnosci/", accessibility.statement, name="accessibility"),
    path("deklaracja-dostepnosci/<slug:slug>/", accessibility.statement, name="accessibility-of"),
    path("panel/nowa/", settings.new, name="new"),
    path("panel/podglad/", settings.preview, name="preview"),
    path("panel/<slug:slug>/ustawienia/", settings.settings, name="settings"),
    path("panel/<slug:slug>/ustawienia/stan/", settings.state, name="state"),
    path("panel/<slug:slug>/wspolpraca/", guests.guests, name="guests"),
    path("panel/<slug:slug>/wspolpraca/wpusc/<slug:organisation>/", guests.let_in, name="let-in"),
    path("panel/<slug:slug>/wspolpraca/<int:pk>/", guests.guest, name="guest"),
    path("panel/<slug:slug>/wspolpraca/<int:pk>/zakoncz/", guests.end, name="guest-end"),
    path("konsultacje/<slug:slug>/ankieta/druk.pdf", survey_paper.paper, name="survey-paper"),
    path("panel/<slug:slug>/ankieta/", survey.survey, name="survey"),
    path("panel/<slug:slug>/ankieta/ustawienia/", survey.survey_settings, name="survey-settings"),
    path("panel/<slug:slug>/ankieta/czesci/nowa/", survey.new_section, name="section-new"),
    path("panel/<slug:slug>/ankieta/czesci/<int:pk>/", survey.section, name="section"),
    path("panel/<slug:slug>/ankieta/czesci/<int:pk>/usun/", survey.delete_section, name="section-delete"),
    path(
        "panel/<slug:slug>/ankieta/czesci/<int:section>/<slug:kind>/",
        survey_questions.new_question,
        name="question-new",
    ),
    path("panel/<slug:slug>/ankieta/pytania/<int:pk>/", survey_questions.question, name="question"),
    path(
        "panel/<slug:slug>/ankieta/pytania/<int:pk>/usun/",
        survey_questions.delete_question,
        name="question-delete",
    ),
    path("panel/zespol/<slug:slug>/obszary/", own_layers.own_layers, name="own-layers"),
    path("panel/zespol/<slug:slug>/obszary/plik/<int:pk>/", own_layers.own_layer_file, name="own-layer-file"),
    path("panel/zespol/<slug:slug>/obszary/<int:pk>/", own_layers.own_layer, name="own-layer"),
    path(
        "panel/zespol/<slug:slug>/obszary/<int:pk>/usun/",
        own_layers.delete_own_layer,
        name="own-layer-delete",
    ),
    path("panel/<slug:slug>/warstwy/", layers.layers, name="layers"),
    path("panel/<slug:slug>/warstwy/nowa/<slug:kind>/", layers.new_layer, name="layer-new"),
    path("panel/<slug:slug>/warstwy/<int:pk>/", layers.layer, name="layer"),
    path("panel/<slug:slug>/warstwy/<int:pk>/usun/", layers.delete_layer, name="layer-delete"),
]
