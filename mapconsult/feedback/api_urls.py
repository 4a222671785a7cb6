from django.urls import path

from mapconsult.feedback import api, photo_api, survey_api, talk_api

urlpatterns = [
    path("challenge/", api.ChallengeView.as_view(), name="challenge"),
    path("consultations/<slug:slug>/submissions/", api.SubmissionsView.as_view(), name="submissions"),
    path("consultations/<slug:slug>/photos/", photo_api.PhotosView.as_view(), name="photos"),
    path("consultations/<slug:slug>/survey/", survey_api.SurveyView.as_view(), name="survey"),
    path("consultations/<slug:slug>/survey/answers/", survey_api.AnswersView.as_view(), name="answers"),
    path("consultations/<slug:slug>/remarks/", api.RemarksView.as_view(), name="remarks"),
    path("consultations/<slug:slug>/remarks/<int:pk>/", api.RemarkView.as_view(), name="remark"),
    path(
        "consultations/<slug:slug>/remarks/<int:pk>/support/", talk_api.SupportView.as_view(), name="support"
    ),
    path(
        "consultations/<slug:slug>/remarks/<int:pk>/replies/", talk_api.RepliesView.as_view(), name="replies"
    ),
    path(
        "consultations/<slug:slug>/remarks/<int:pk>/replies/<int:reply>/",
        talk_api.ReplyView.as_view(),
        name="reply",
    ),
    path("consultations/<slug:slug>/remarks/<int:pk>/report/", talk_api.ReportView.as_view(), name="report"),
    path("consultations/<slug:slug>/tiles/<int:z>/<int:x>/<int:y>.mvt", api.TileView.as_view(), name="tile"),
    path("consultations/<slug:slug>/map/", api.MapView.as_view(), name="map"),
]
