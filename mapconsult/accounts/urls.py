from allauth.account.views import logout
from django.urls import path

from mapconsult.accounts import factor_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("dalej/", views.landing, name="landing"),
    path("logowanie/", views.sign_in, name="sign-in"),
    path("wyloguj/", logout, name="sign-out"),
    path("nazwisko/", views.name, name="name"),
    path("skrzynka/", factor_views.mailbox, name="mailbox"),
    path("usun/", views.delete_account, name="delete"),
]
