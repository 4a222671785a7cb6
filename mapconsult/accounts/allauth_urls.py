"""The addresses of django-allauth, under the names by which it looks for them itself."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as keys
from django.urls import path

from mapconsult.accounts import factor_views, views

urlpatterns = [
    path("logowanie/", views.sign_in, name="account_login"),
    path("logowanie/kod/", account.request_login_code, name="account_request_login_code"),
    path("logowanie/kod/wpisz/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logowanie/drugi-skladnik/", mfa.authenticate, name="mfa_authenticate"),
    path("logowanie/wylaczone/", account.account_inactive, name="account_inactive"),
    path("wyloguj/", account.logout, name="account_logout"),
    path("zaloz/", account.signup, name="account_signup"),
    path("potwierdz/", account.reauthenticate, name="account_reauthenticate"),
    path("e-mail/", factor_views.change_email, name="account_email"),
    path("e-mail/potwierdz/", account.email_verification_sent, name="account_email_verification_sent"),
    path("haslo/", account.password_change, name="account_change_password"),
    path("haslo/pierwsze/", account.password_set, name="account_set_password"),
    path("haslo/nowe/", account.password_reset, name="account_reset_password"),
    path("haslo/nowe/kod/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("haslo/nowe/ustaw/", account.complete_password_reset, name="account_complete_password_reset"),
    path("haslo/nowe/gotowe/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("drugi-skladnik/", mfa.index, name="mfa_index"),
    path("drugi-skladnik/potwierdz/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("drugi-skladnik/aplikacja/", factor_views.add_app, name="mfa_activate_totp"),
    path("drugi-skladnik/aplikacja/usun/", factor_views.remove_app, name="mfa_deactivate_totp"),
    path("drugi-skladnik/kody/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("drugi-skladnik/kody/nowe/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("drugi-skladnik/kody/pobierz/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("drugi-skladnik/klucze/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("drugi-skladnik/klucze/dodaj/", factor_views.add_key, name="mfa_add_webauthn"),
    path(
        "drugi-skladnik/klucze/potwierdz/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("drugi-skladnik/klucze/<int:pk>/nazwa/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("drugi-skladnik/klucze/<int:pk>/usun/", factor_views.remove_key, name="mfa_remove_webauthn"),
    path("sesje/", views.sessions, name="usersessions_list"),
]
