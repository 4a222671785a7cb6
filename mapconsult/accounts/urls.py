from django.contrib.auth import views
from django.urls import path

app_name = "accounts"
urlpatterns = [
    path("logowanie/", views.LoginView.as_view(template_name="accounts/sign_in.html"), name="sign-in"),
    path("wyloguj/", views.LogoutView.as_view(), name="sign-out"),
]
