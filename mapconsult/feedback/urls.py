from django.urls import path

from mapconsult.feedback import follow_views, letter_views, own, own_data, photo_views, share_views, views
from mapconsult.feedback.panel import formal_letter, letters
from mapconsult.feedback.panel.history import history
from mapconsult.feedback.panel.moderation import ModerationView
from mapconsult.feedback.panel.remark import RemarkView
from mapconsult.feedback.panel.replies import RepliesView
from mapconsult.feedback.panel.sender import erase
from mapconsult.feedback.remark_page import RemarkPage
from mapconsult.feedback.say_views import SayView, remark_list
from mapconsult.feedback.survey_preview import SurveyPreview
from mapconsult.feedback.survey_views import SurveyView

app_name = "feedback"
urlpatterns = [
    path("konsultacje/<slug:slug>/", views.consultation, name="consultation"),
    path("konsultacje/<slug:slug>/obraz.png", share_views.consultation_image, name="consultation-image"),
    path("uwagi/<int:pk>/", RemarkPage.as_view(), name="remark-page"),
    path("uwagi/<int:pk>/obraz.png", share_views.remark_image, name="remark-image"),
    path("konsultacje/<slug:slug>/lista/", remark_list, name="list"),
    path("konsultacje/<slug:slug>/zglos/", SayView.as_view(), name="say"),
    path("konsultacje/<slug:slug>/ankieta/", SurveyView.as_view(), name="survey"),
    path("konsultacje/<slug:slug>/pismo/", letter_views.LetterView.as_view(), name="letter"),
    path("konsultacje/<slug:slug>/pismo/druk.pdf", letter_views.blank, name="letter-blank"),
    path("zgloszenie/<str:token>/pismo.pdf", letter_views.PaperView.as_view(), name="letter-paper"),
    path(
        "konto/zgloszenia/<int:pk>/pismo.pdf",
        letter_views.OwnPaperView.as_view(),
        name="own-letter-paper",
    ),
    path("konsultacje/<slug:slug>/sledz/", follow_views.follow, name="follow"),
    path("uwagi/<int:pk>/sledz/", follow_views.follow_remark, name="follow-remark"),
    path("sledz/<str:token>/", follow_views.confirm, name="follow-confirm"),
    path("nie-sledz/<str:token>/", follow_views.end, name="follow-end"),
    path("zgloszenie/<str:token>/", views.SubmissionView.as_view(), name="submission"),
    path(
        "zgloszenie/<str:token>/zdjecia/<int:photo>/",
        photo_views.SubmissionPhotoView.as_view(),
        name="submission-photo",
    ),
    path("zdjecia/<int:pk>/", photo_views.photo, name="photo"),
    path("zdjecia/<int:pk>/podglad/", photo_views.photo, {"preview": True}, name="photo-preview"),
    path("potwierdz/<str:token>/", own.confirm_email, name="confirm"),
    path("panel/<slug:slug>/ankieta/podglad/", SurveyPreview.as_view(), name="survey-preview"),
    path("panel/<slug:slug>/historia/", history, name="history"),
    path("moje-dane/", own_data.ask, name="own-data"),
    path("moje-dane/<str:token>/", own_data.OwnDataView.as_view(), name="own-data-of"),
    path("moje-dane/<str:token>/pobierz/", own_data.DownloadView.as_view(), name="own-data-download"),
    path("konto/zgloszenia/", own.submissions, name="own-submissions"),
    path("konto/zgloszenia/<int:pk>/", own.OwnSubmissionView.as_view(), name="own-submission"),
    path(
        "konto/zgloszenia/<int:pk>/zdjecia/<int:photo>/",
        photo_views.OwnSubmissionPhotoView.as_view(),
        name="own-submission-photo",
    ),
    path("panel/<slug:slug>/uwagi/", ModerationView.as_view(), name="moderation"),
    path("panel/<slug:slug>/uwagi/<int:pk>/", RemarkView.as_view(), name="remark"),
    path("panel/<slug:slug>/uwagi/<int:pk>/nadawca/", erase, name="erase-sender"),
    path("panel/<slug:slug>/odpowiedzi/", RepliesView.as_view(), name="replies"),
    path("panel/<slug:slug>/wpisz/", letters.EnterView.as_view(), name="enter"),
    path("panel/<slug:slug>/wpisz/<int:pk>/", letters.EnteredView.as_view(), name="entered"),
    path("panel/<slug:slug>/pisma/<int:pk>/", formal_letter.paper, name="formal-letter"),
    path("panel/<slug:slug>/skany/<int:pk>/", letters.scan, name="scan"),
]
