from django.urls import path

from mapconsult.feedback import api, photo_api

urlpatterns = [
    path("challenge/", api.ChallengeView.as_view(), name="challenge"),
    path("consultations/<slug:slug>/submissions/", api.SubmissionsView.as_view(), name="submissions"),
    path("consultations/<slug:slug>/photos/", photo_api.PhotosView.as_view(), name="photos"),
    path("consultations/<slug:slug>/remarks/", api.RemarksView.as_view(), name="remarks"),
    path("consultations/<slug:slug>/remarks/<int:pk>/", api.RemarkView.as_view(), name="remark"),
    path("consultations/<slug:slug>/tiles/<int:z>/<int:x>/<int:y>.mvt", api.TileView.as_view(), name="tile"),
    path("consultations/<slug:slug>/map/", api.MapView.as_view(), name="map"),
]
