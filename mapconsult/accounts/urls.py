from django.contrib.auth.views import LogoutView
from django.urls import path

from mapconsult.accounts.views import SignInView

app_name = "accounts"
urlpatterns = [
    path("logowanie/", SignInView.as_view(), name="sign-in"),
    path("wyloguj/", LogoutView.as_view(), name="sign-out"),
]
