from django.urls import path

from mapconsult.insight import saved_views, views
from mapconsult.insight.codes import views as codes_views
from mapconsult.insight.cross import page as cross_page
from mapconsult.insight.pictures import views as picture_views
from mapconsult.insight.sure import views as sure_views
from mapconsult.insight.survey import views as survey_views
from mapconsult.insight.words import themes_views
from mapconsult.insight.words import views as words_views

app_name = "insight"
urlpatterns = [
    path("", views.panel, name="panel"),
    path("<slug:slug>/wyniki/", views.results, name="results"),
    path("<slug:slug>/wyniki/slowa/", words_views.words, name="words"),
    path("<slug:slug>/wyniki/kody/", codes_views.CodesView.as_view(), name="codes"),
    path("<slug:slug>/wyniki/kody/<int:pk>/", codes_views.code, name="code"),
    path("<slug:slug>/wyniki/kody/zgodnosc/", codes_views.agreement, name="agreement"),
    path("<slug:slug>/wyniki/kody/tematy/", themes_views.themes, name="themes"),
    path("<slug:slug>/wyniki/kody/tematy/<int:pk>/<int:number>/", themes_views.theme, name="theme"),
    path("<slug:slug>/wyniki/pewnosc/", sure_views.sure_page, name="sure"),
    path("<slug:slug>/wyniki/ankieta/", survey_views.survey_page, name="survey"),
    path("<slug:slug>/wyniki/ankieta/odpowiedzi/", survey_views.survey_answers, name="survey-answers"),
    path("<slug:slug>/wyniki/ankieta.csv", survey_views.survey_csv, name="survey-csv"),
    path("<slug:slug>/wyniki/zestawienie/", cross_page.cross_page, name="cross"),
    path("<slug:slug>/wyniki/zestawienie.csv", cross_page.cross_csv, name="cross-csv"),
    path("<slug:slug>/wyniki/mapa.svg", picture_views.picture, name="picture"),
    path("<slug:slug>/wyniki/obszary.csv", picture_views.areas_csv, name="areas-csv"),
    path("<slug:slug>/wyniki/raport.pdf", picture_views.report, name="report"),
    path("<slug:slug>/wyniki/filtry/", saved_views.said, name="said"),
    path("<slug:slug>/wyniki/widoki/", saved_views.views, name="views"),
    path("<slug:slug>/wyniki/widoki/<int:pk>/", saved_views.view, name="view"),
    path("<slug:slug>/wyniki/widoki/<int:pk>/usun/", saved_views.view_delete, name="view-delete"),
]
