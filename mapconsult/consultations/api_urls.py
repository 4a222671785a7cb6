from django.urls import path

from mapconsult.consultations import api, places

urlpatterns = [
    path("consultations/", api.ConsultationsView.as_view(), name="consultations"),
    path("consultations/<slug:slug>/", api.ConsultationView.as_view(), name="consultation"),
    path("consultations/<slug:slug>/layers/<int:pk>/", api.LayerView.as_view(), name="layer"),
    path(
        "consultations/<slug:slug>/layers/<int:pk>/image/", api.LayerImageView.as_view(), name="layer-image"
    ),
    path("places/", places.PlacesView.as_view(), name="places"),
    path("parcels/", places.ParcelsView.as_view(), name="parcels"),
]
